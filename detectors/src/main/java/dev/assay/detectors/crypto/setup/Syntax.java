package dev.assay.detectors.crypto.setup;

/** How a configuration is written. */
enum Syntax {
    /** {@code name value} or {@code name = value}; some names begin a block that goes on to the next such name. */
    LINES("#;", true),
    /** The same with {@code <Name>} and {@code </Name>}. */
    SECTIONS("#", true),
    /** {@code name = value} below {@code [section]}. */
    INI("#;", true),
    /** {@code "name"=value} below <code>[key\of\a\registry]</code>. */
    REGISTRY(";", false),
    /** {@code name:hash} with more fields behind, of which the names are people's. */
    PASSWORDS("#", false),
    /** {@code name=value} or {@code name: value} of Java. */
    PROPERTIES("#!", false),
    /** {@code name = value}; a line that begins with white space continues the one before. */
    POSTFIX("#", false),
    /** {@code name value;} and <code>name value { }</code>. */
    SEMICOLONS("#", true),
    /** {@code name = value} and <code>name label { }</code>. */
    BRACES("#", true),
    /** Instructions of a Dockerfile. */
    DOCKERFILE("#", false),
    /** XML, also of Apple's property lists. */
    XML("", false),
    /** JSON or YAML. */
    TREE("#", true);

    private final String comments;
    private final boolean commentsBehind;

    Syntax(String comments, boolean commentsBehind) {
        this.comments = comments;
        this.commentsBehind = commentsBehind;
    }

    /** Whether a line that begins so says nothing. */
    boolean isComment(char first) {
        return comments.indexOf(first) >= 0;
    }

    /** Whether its programs take the names of directives however they are written, and people write them so. */
    boolean isInAnyCase() {
        return this == SECTIONS;
    }

    /** Whether {@code #} behind white space begins a comment. */
    boolean commentsBehind() {
        return commentsBehind;
    }
}
