package dev.assay.engine.code;

/** How a language names what it takes from elsewhere. */
enum Imports {
    JAVA,
    PYTHON,
    GO,
    JAVASCRIPT,
    C,
    CSHARP,
    RUST,
    PHP,
    SCALA,
    SWIFT,
    /** By a call or not at all. */
    NONE
}
