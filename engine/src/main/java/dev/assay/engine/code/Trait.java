package dev.assay.engine.code;

/** What a language has that another has not, where the parser must know. */
enum Trait {
    /** {@code a ? b : c}. */
    TERNARY,
    /** {@code b if a else c}. */
    TERNARY_WORDS,
    /** Conditions stand in parentheses. */
    PARENTHESES,
    /** Strings side by side are one. */
    ADJACENT_STRINGS,
    /** {@code name<type>} may be a type. */
    GENERICS,
    /** {@code name<type>(...)} may be a call. */
    GENERIC_CALLS,
    /** {@code (type) value}. */
    CASTS,
    /** {@code type name} declares. */
    TYPE_FIRST,
    /** {@code name type} declares. */
    TYPE_LAST,
    /** {@code name: type} declares. */
    TYPE_AFTER_COLON,
    /** {@code T*} and {@code T&} are types. */
    POINTERS,
    /** {@code []T} and {@code map[K]V} are types. */
    PREFIX_TYPES,
    /** Braces in a value hold keys with values, or a set. */
    BRACE_MAPPING,
    /** Braces in a value hold elements. */
    BRACE_SEQUENCE,
    /** Braces in a value are a function. */
    BRACE_LAMBDA,
    /** Braces in a value are a block with a value. */
    BRACE_BLOCK,
    /** {@code T{...}} makes a T. */
    COMPOSITE,
    /** {@code T{...}} and {@code T name{...}} make an object, and {@code f<T>(...)} says what it is called with, as in C++. */
    BRACE_CREATES,
    /** A block after a call is its last argument. */
    TRAILING_BLOCK,
    /** {@code @name} before a declaration. */
    ANNOTATIONS,
    /** Annotations are expressions that run. */
    DECORATORS,
    /** {@code if}, {@code switch} and the like have a value, that of their last expression. */
    BLOCK_VALUES,
    /** Regular expressions between slashes. */
    REGEX,
    /** Parentheses with commas are a tuple. */
    TUPLES,
    /** {@code name: value} is an argument of that name. */
    COLON_ARGUMENTS,
    /** {@code name = value} is an argument of that name, though {@code =} is an operator elsewhere. */
    EQUALS_ARGUMENTS,
    /** {@code a::B::<C>} in an expression, and what goes with it: {@code <T as U>::c}, {@code &mut x}, {@code [x; n]}, {@code x[a..b]}. */
    TYPE_PATHS,
    /** {@code #include}, {@code #define}. */
    PREPROCESSOR,
    /** A case goes on into the next one unless it jumps. */
    FALL_THROUGH,
    /** A colon instead of braces begins a block, and a word ends it, as in PHP. */
    COLON_BLOCKS,
    /** {@code [key => value]} and {@code array(key => value)}, as in PHP. */
    ARROW_ENTRIES,
    /** {@code {name = value}} in a value, as in C#: of what is made, its members. */
    EQUALS_ENTRIES,
    /** An import within a type adds to it what another one has. */
    IMPORTS_MIX_IN,
    /** What a constructor takes with a modifier in front of its name is a field, too. */
    PARAMETER_FIELDS,
    /** A block may be told by its indentation, behind a word or sign that ends a line, as in Scala 3. */
    OPTIONAL_BRACES,
    /** {@code a name b} is {@code a.name(b)}. */
    INFIX_CALLS,
    /** {@code a match {...}} is a choice by a, of which cases take apart what they are for and go on up to the next one. */
    POSTFIX_SWITCH,
    /** {@code a switch {pattern => value, ...}} is a value. */
    INFIX_SWITCH,
    /** {@code val a by b {...}} is what b makes of it, and functions that give and set a property stand behind it. */
    DELEGATES,
    /** What stands in brackets are types only: {@code f[T](a)}. */
    BRACKET_TYPES,
    /** Names may stand between backquotes. */
    QUOTED_NAMES,
    /** Any signs side by side are one operator, whether anybody knows it or not. */
    OWN_OPERATORS,
    /** {@code _} in an argument makes it a function. */
    PLACEHOLDERS,
    /** A variable may be followed by functions in braces that give and set it. */
    ACCESSORS,
    /** {@code name<type>} in an expression is an index, so that what is made of types says of which. */
    KEPT_TYPES,
    /** Brackets may hold values under keys, or a type that an array or a dictionary is made of: {@code [k: v]}, {@code [T](a)}. */
    BRACKET_MAPPING,
    /** A function that names no parameters has them as {@code $0}, {@code $1} and so on. */
    NUMBERED_PARAMETERS,
    /** Commands with parameters, script blocks, types in brackets, as in PowerShell. */
    SCRIPTS,
    /** Texts whose lines stand behind the line that begins them, up to a word; what is in them is not kept. */
    HERE_DOCUMENTS
}
