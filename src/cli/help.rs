//! The text of `--help`. Knows nothing of how arguments are read.

/// What `--help` shows.
pub(super) const HELP: &str = "\
Quipu: a knowledge-graph query engine

usage: quipu [OPTIONS] [GRAPH]            ask questions, typed or given
       quipu run [OPTIONS] SCRIPT...      run saved scripts (files or folders)
       quipu pipe [OPTIONS] [GRAPH]       answer JSON requests, one per line
       quipu import FILE... GRAPH         read graph files into a graph file
       quipu export GRAPH [--to FILE]     write a graph in another form
       quipu check GRAPH                  are files, dates, sources as they should be?
       quipu timeline GRAPH [NAME|QUERY]  dated facts in their order, with sources
       quipu backup DATABASE TO           copy it, also while it is in use
       quipu compact DATABASE --keep 30d  forget history older than that
       quipu dump GRAPH [--to FILE]       write Cypher that makes it again
       quipu restore FILE DATABASE        make a database of such a file

GRAPH is a database file NAME.quipu, opened or made: what a statement changes
is on the disk when it has ended. Or a .json or .jsonl file, or a folder of CSV
files with headers in the style of neo4j-admin: these are loaded into memory,
and nothing is written back unless you export it. Without it, or with :memory:,
the graph is empty.

Database files
      --read-only        change nothing; somebody else may write meanwhile
      --sync WHEN        full (default): what has ended well survives a loss of
                         power; normal: the end of the process, faster
      --keep HOW         (compact) 30d (h, d, w, y), a date, or so many commits

Input (in the order given; without any: the shell, or standard input)
  -c, --command QUERY    run statements or colon commands
  -f, --file SCRIPT      run a script file; - is standard input
  -P 'NAME => EXPR'      set a parameter to the value of an expression
  -p NAME=TEXT           set a parameter to a text
      --params FILE      set parameters from a JSON file
      --fail-at-end      go on after a failed statement, and fail at the end
                         (a transaction that is open when the input ends is
                         rolled back, and the exit code is 1)
      --timeout TIME     stop a statement that runs longer: 500ms, 30s, 5m
      --memory-limit N   stop a statement that holds more: 512MB, 2GiB, none
                         (three quarters of what is free)

View (a prefix in a statement goes before it)
      --as-of DAY        see the graph as it was on this day; nothing can be
                         written then
      --known-on DAY     see what some source had published by this day; likewise
      --cite             let answers cite their sources; what writes runs as ever

Output
  -m, --mode FORMAT      box table csv tsv json typed-json jsonl markdown line
                         dot mermaid html trash
                         (box on a terminal, jsonl otherwise)
      --max-rows N       show at most N rows (tables, on a terminal: 1000)
      --max-width N      make tables at most N wide (on a terminal: its width)
      --null TEXT        what stands for null
      --color WHEN       auto, always or never (NO_COLOR is heeded)
  -q, --quiet            no line on rows, time and changes

Speed
      --threads N        use up to N threads for a statement that looks at much
                         of the graph (1)

Scripts (quipu run)
      --check            compare the answers with the expected ones
      --update           write the answers into the scripts as the expected ones
      --graph GRAPH      run on this graph instead of the one a script names

Import and export
      --into GRAPH       the graph or database file to read into; made if it is
                         not there
      --skip-bad N       leave out up to N bad rows of a folder of CSV files
      --merge-on KEY     nodes with the same value of the property KEY are one
                         node, whatever their labels and ids; nodes without
                         KEY are made anew
      --to FILE          the file to write (.json or .jsonl); standard output
                         otherwise

Shell
      --history PATH     where typed lines are kept; or in-memory, or disable

  -h, --help             show this
  -V, --version          show the version

Exit codes: 0 all went well, 1 a statement or file is at fault, 2 the command
line is at fault, 3 an answer was not the expected one, 4 the graph cannot be
opened, 130 interrupted.
";
