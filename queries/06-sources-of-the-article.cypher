// @title Which sources does the article lean on?
// @graph ../graph-data/china-tech-2021.json

MATCH (:Source {key: 'tc-2021-07-20'})-[:CITES]->(s)
RETURN s.key AS source, s.kind AS kind ORDER BY source;

// @expect in order
// | source      | kind          |
// | 'cro-order' | 'order'       |
// | 'didi-exec' | 'statement'   |
// | 'didi-memo' | 'memo'        |
// | 'wsj'       | 'news report' |
