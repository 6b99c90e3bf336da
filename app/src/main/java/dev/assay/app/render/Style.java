package dev.assay.app.render;

import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Verdict;

/** How text stands out, as the parameters of ANSI's SGR sequence (ECMA-48, 8.3.117). From the 16 colours that themes set. */
enum Style {
    PLAIN(""),
    TITLE("1"),
    PLACE("36"),
    DIM("2"),
    ACTION("32"),
    CRITICAL("1;97;41"),
    HIGH("1;31;7"),
    MEDIUM("1;33;7"),
    LOW("34;7"),
    INFO("2;7"),
    GOOD("1;32;7");

    private final String sgr;

    Style(String sgr) {
        this.sgr = sgr;
    }

    String sgr() {
        return sgr;
    }

    static Style of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> CRITICAL;
            case HIGH -> HIGH;
            case MEDIUM -> MEDIUM;
            case LOW -> LOW;
            case INFO -> INFO;
        };
    }

    static Style of(Verdict verdict) {
        return switch (verdict) {
            case UNSAFE -> CRITICAL;
            case INCOMPLETE -> MEDIUM;
            case CLEAN -> GOOD;
        };
    }
}
