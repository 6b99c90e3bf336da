package dev.assay.engine.fact;

/**
 * Something that a program's text does, as far as its reader could follow it.
 *
 * @param language what reads the text: {@code python}, {@code jinja}
 * @param shape what is done, as the language's folder calls it: {@code decoded-execution}
 * @param name with what: a callable, an attribute, a path; escaped and shortened
 * @param when on what it runs
 * @param preview the text there, escaped and shortened, without credentials
 */
public record CodeUse(String language, String shape, String name, When when, String preview, long offsetBytes)
        implements Fact {
    /** On what a program's part runs. */
    public enum When {
        /** On loading, importing or rendering the text as a whole. */
        LOAD,
        /** If the text is started as a program. */
        START,
        /** If something calls the function in which it stands. */
        CALL
    }
}
