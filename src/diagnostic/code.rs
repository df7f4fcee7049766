//! The one table of everything that can be wrong.
//!
//! Each code has a number (`Q1001`), the openCypher triple (class, phase, detail), where one fits the published
//! GQLSTATUS, and an explanation. The checker, the executor, the conformance runner, the documents and
//! `:explain CODE` all read this table.

/// The openCypher class of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are openCypher's own")]
pub enum Class {
    SyntaxError,
    SemanticError,
    ParameterMissing,
    ConstraintVerificationFailed,
    ConstraintValidationFailed,
    EntityNotFound,
    PropertyNotFound,
    LabelNotFound,
    TypeError,
    ArgumentError,
    ArithmeticError,
    ProcedureError,
    /// Not openCypher's: files, storage, limits.
    DatabaseError,
}

/// When an error is raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Before any row is produced.
    CompileTime,
    /// While rows are produced.
    Runtime,
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::CompileTime => "compile time",
            Self::Runtime => "runtime",
        })
    }
}

macro_rules! codes {
    ($($number:literal $name:ident $class:ident $phase:ident $detail:literal $gql:literal $explanation:literal;)*) => {
        /// Which problem it is. The table in this file says the rest.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $explanation] $name,)*
        }

        impl Code {
            /// All codes, in order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable number, for example `Q1001`.
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => concat!("Q", $number),)* }
            }
            /// The openCypher class.
            pub fn class(self) -> Class {
                match self { $(Self::$name => Class::$class,)* }
            }
            /// When it is raised.
            pub fn phase(self) -> Phase {
                match self { $(Self::$name => Phase::$phase,)* }
            }
            /// The openCypher detail, for example `UndefinedVariable`.
            pub fn detail(self) -> &'static str {
                match self { $(Self::$name => $detail,)* }
            }
            /// The GQLSTATUS code, where a published one fits.
            pub fn gqlstatus(self) -> Option<&'static str> {
                let status = match self { $(Self::$name => $gql,)* };
                (!status.is_empty()).then_some(status)
            }
            /// What it means and what to do, in a sentence or two.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)* }
            }
        }
    };
}

codes! {
    // number  name  class  phase  detail  GQLSTATUS  explanation
    1001 UnexpectedSyntax SyntaxError CompileTime "UnexpectedSyntax" "42001" "The text is not a statement of the language; the message says what was expected at this place.";
    1002 UnsupportedSyntax SyntaxError CompileTime "UnexpectedSyntax" "42001" "The syntax is known, but this version does not carry it out, so it is refused by name.";
    1003 InvalidUnicodeCharacter SyntaxError CompileTime "InvalidUnicodeCharacter" "42001" "A character that cannot stand here, often a typographic dash or quote.";
    1004 InvalidUnicodeLiteral SyntaxError CompileTime "InvalidUnicodeLiteral" "42001" "A \\u escape needs four hexadecimal digits, \\U eight, and must name a character.";
    1005 InvalidNumberLiteral SyntaxError CompileTime "InvalidNumberLiteral" "42001" "The text starts like a number but is none.";
    1006 IntegerOverflow SyntaxError CompileTime "IntegerOverflow" "42001" "Integers have 64 bits: from -9223372036854775808 to 9223372036854775807.";
    1007 FloatingPointOverflow SyntaxError CompileTime "FloatingPointOverflow" "42001" "The number is too large for a 64-bit float.";
    1008 NestingTooDeep SyntaxError CompileTime "UnexpectedSyntax" "42001" "Brackets and operators are nested deeper than the limit.";
    1009 InvalidRelationshipPattern SyntaxError CompileTime "InvalidRelationshipPattern" "42001" "A relationship pattern of this form is not allowed here.";

    1101 UndefinedVariable SyntaxError CompileTime "UndefinedVariable" "42N62" "The variable is not in scope at this place.";
    1102 VariableAlreadyBound SyntaxError CompileTime "VariableAlreadyBound" "42N59" "The variable already has a value and cannot be bound again here.";
    1103 VariableTypeConflict SyntaxError CompileTime "VariableTypeConflict" "42N63" "The variable is already used for another kind of thing (node, relationship, path or value).";
    1104 NoVariablesInScope SyntaxError CompileTime "NoVariablesInScope" "" "RETURN * and WITH * need at least one variable.";
    1105 ColumnNameConflict SyntaxError CompileTime "ColumnNameConflict" "42N38" "Two columns have the same name; give one of them another with AS.";
    1106 NoExpressionAlias SyntaxError CompileTime "NoExpressionAlias" "42N21" "An expression in WITH needs a name: expr AS name.";
    1107 DifferentColumnsInUnion SyntaxError CompileTime "DifferentColumnsInUnion" "42N39" "All branches of a UNION must return the same column names.";
    1108 InvalidClauseComposition SyntaxError CompileTime "InvalidClauseComposition" "42001" "These clauses cannot follow each other like this.";
    1109 AmbiguousAggregationExpression SyntaxError CompileTime "AmbiguousAggregationExpression" "42N22" "An expression mixes an aggregate with something that is not a grouping key.";
    1110 InvalidAggregation SyntaxError CompileTime "InvalidAggregation" "42N22" "Aggregating functions cannot be used here.";
    1111 NestedAggregation SyntaxError CompileTime "NestedAggregation" "42N22" "An aggregating function cannot hold another one.";
    1112 NonConstantExpression SyntaxError CompileTime "NonConstantExpression" "42001" "The expression must not depend on rows here.";
    1113 NegativeIntegerArgument SyntaxError CompileTime "NegativeIntegerArgument" "22N31" "The number must not be negative.";
    1114 InvalidArgumentType SyntaxError CompileTime "InvalidArgumentType" "22G03" "The operand or argument can never have the type that is needed.";
    1115 InvalidArgumentTypeError TypeError CompileTime "InvalidArgumentType" "22G03" "The operand or argument can never have the type that is needed.";
    1116 InvalidParameterUse SyntaxError CompileTime "InvalidParameterUse" "42001" "A parameter cannot stand for a whole property map in MATCH or MERGE.";
    1117 NoSingleRelationshipType SyntaxError CompileTime "NoSingleRelationshipType" "42001" "A relationship that is created needs exactly one type.";
    1118 RequiresDirectedRelationship SyntaxError CompileTime "RequiresDirectedRelationship" "42001" "A relationship that is created needs a direction.";
    1119 CreatingVarLength SyntaxError CompileTime "CreatingVarLength" "42001" "A variable-length relationship cannot be created.";
    1120 UnknownFunction SyntaxError CompileTime "UnknownFunction" "42N48" "There is no function of this name.";
    1121 InvalidNumberOfArguments SyntaxError CompileTime "InvalidNumberOfArguments" "42I13" "The number of arguments does not fit the signature.";
    1122 InvalidDelete SyntaxError CompileTime "InvalidDelete" "42001" "Only nodes, relationships and paths can be deleted; labels and properties are removed with REMOVE.";
    1123 MissingParameter ParameterMissing CompileTime "MissingParameter" "42N51" "The statement uses a parameter that was not given.";
    1124 ProcedureNotFound ProcedureError CompileTime "ProcedureNotFound" "42N08" "There is no procedure of this name.";
    1125 InvalidArgumentPassingMode SyntaxError CompileTime "InvalidArgumentPassingMode" "42001" "A call inside a query needs its arguments written out; only a call that stands alone can take them from parameters.";
    1126 RelationshipUniquenessViolation SyntaxError CompileTime "RelationshipUniquenessViolation" "42001" "The same relationship variable stands twice in one pattern.";
    1127 MissingProcedureParameter ParameterMissing CompileTime "MissingParameter" "42N51" "A call without arguments takes them from parameters, and one is missing.";
    1128 InvalidArgumentTypeProcedure SyntaxError CompileTime "InvalidArgumentType" "22G03" "The argument does not fit the procedure's signature.";
    1129 InvalidArgumentCount ProcedureError CompileTime "InvalidNumberOfArguments" "42I13" "The number of arguments does not fit the procedure's signature.";
    1130 InvalidViewPrefix SyntaxError CompileTime "UnexpectedSyntax" "42001" "A query prefix is used in a way it cannot work.";

    2001 InvalidArgumentValue TypeError Runtime "InvalidArgumentValue" "22N04" "The value cannot be used here.";
    2002 RuntimeInvalidArgumentType TypeError Runtime "InvalidArgumentType" "22G03" "The value does not have the type that is needed.";
    2003 RuntimeSyntaxInvalidArgumentType SyntaxError Runtime "InvalidArgumentType" "22G03" "The value of the parameter does not have the type that is needed.";
    2004 RuntimeNegativeIntegerArgument SyntaxError Runtime "NegativeIntegerArgument" "22N31" "The number must not be negative.";
    2005 MapElementAccessByNonString TypeError Runtime "MapElementAccessByNonString" "22G03" "A map is indexed with a string.";
    2006 ListElementAccessByNonInteger TypeError Runtime "ListElementAccessByNonInteger" "22G03" "A list is indexed with an integer.";
    2007 InvalidElementAccess TypeError Runtime "InvalidElementAccess" "22G03" "Only lists and maps can be indexed.";
    2008 PropertyAccessByNonMap TypeError Runtime "PropertyAccessByNonMap" "22G03" "Only nodes, relationships, maps and temporal values have properties.";
    2009 InvalidPropertyType TypeError Runtime "InvalidPropertyType" "22G03" "Properties hold simple values and lists of them, not maps, nodes, relationships or paths.";
    2010 DeletedEntityAccess EntityNotFound Runtime "DeletedEntityAccess" "22N01" "The node or relationship has been deleted by this statement.";
    2011 DeleteConnectedNode ConstraintVerificationFailed Runtime "DeleteConnectedNode" "25N15" "A node that still has relationships cannot be deleted; use DETACH DELETE.";
    2012 MergeReadOwnWrites SemanticError Runtime "MergeReadOwnWrites" "22004" "MERGE cannot match on null: a null property is never stored.";
    2013 NumberOutOfRange ArgumentError Runtime "NumberOutOfRange" "22003" "The number is out of range.";
    2014 ArithmeticOverflow ArithmeticError Runtime "NumberOutOfRange" "22003" "The result does not fit a 64-bit integer.";
    2015 DivisionByZero ArithmeticError Runtime "DivisionByZero" "22012" "An integer cannot be divided by zero.";
    2016 InvalidTemporalText ArgumentError Runtime "InvalidArgumentValue" "22007" "The text or the components do not make a date, time or duration.";
    2017 InvalidRegularExpression ArgumentError Runtime "InvalidArgumentValue" "2201B" "The text is not a regular expression.";
    2018 NegativeSize ArgumentError Runtime "NumberOutOfRange" "22003" "A step or length must not be zero or negative here.";
    2019 InvalidRangeArgument ArgumentError Runtime "InvalidArgumentType" "22G03" "The start, the end and the step of a range are integers.";
    2020 ConstraintViolation ConstraintValidationFailed Runtime "ConstraintValidationFailed" "22N41" "The change would break a constraint.";
    2021 ViewInstant TypeError Runtime "InvalidArgumentType" "22G03" "AS OF and AS KNOWN ON need a date or a date with time.";
    2022 SchemaExists ConstraintVerificationFailed Runtime "SchemaExists" "" "There is an index or a constraint of this name, or one that says the same.";
    2023 SchemaNotFound ConstraintVerificationFailed Runtime "SchemaNotFound" "" "There is no index or constraint of this name.";

    3001 Cancelled DatabaseError Runtime "Cancelled" "57014" "The query was cancelled.";
    3002 MemoryLimit DatabaseError Runtime "MemoryLimit" "53200" "The query needed more memory than its limit.";
    3003 TimeLimit DatabaseError Runtime "TimeLimit" "57014" "The query ran longer than its limit.";
    3004 TooLarge DatabaseError Runtime "TooLarge" "54000" "A limit of the graph is reached (nodes, relationships of one type, labels, types or property keys).";
    3005 ReadOnly DatabaseError Runtime "ReadOnly" "25G02" "The database or transaction may only be read.";
    3006 TransactionState DatabaseError Runtime "TransactionState" "25G01" "There is no open transaction, or one is open already.";
    3007 Internal DatabaseError Runtime "Internal" "50N42" "The engine found itself in a state that should not exist; please report the statement.";
    3008 NoHistory DatabaseError Runtime "NoHistory" "" "Only database files keep a history; this graph is in memory.";

    4001 FileNotReadable DatabaseError Runtime "FileNotReadable" "" "A file is missing, is not a file, or may not be read.";
    4002 FileNotWritable DatabaseError Runtime "FileNotWritable" "" "A file could not be written.";
    4003 InvalidUtf8 DatabaseError Runtime "InvalidUtf8" "" "The file is not UTF-8 text.";
    4004 InvalidGraphData DatabaseError Runtime "InvalidGraphData" "" "The graph data file does not have the documented form.";
    4005 InvalidScript DatabaseError Runtime "InvalidScript" "" "The header or the expected answer of a script cannot be read.";
    4006 InvalidParameters DatabaseError Runtime "InvalidParameters" "" "Parameters could not be read.";
    4007 CannotOpen DatabaseError Runtime "CannotOpen" "" "The database could not be opened.";
    4008 Corrupted DatabaseError Runtime "Corrupted" "" "The database file is damaged; the message says where.";
    4009 Usage DatabaseError Runtime "Usage" "" "The command was not understood.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}/{}", self.number(), self.class(), self.detail())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_are_unique_and_ordered() {
        assert!(
            Code::ALL
                .windows(2)
                .all(|pair| pair[0].number() < pair[1].number())
        );
    }
}
