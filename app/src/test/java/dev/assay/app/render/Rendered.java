package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.engine.report.Severity;
import java.io.ByteArrayOutputStream;

/** Reports as text. */
final class Rendered {
    static final RenderOptions PLAIN =
            new RenderOptions(false, true, 80, false, false, 10, false, Severity.MEDIUM, "1.2.3");
    static final RenderOptions COLOUR =
            new RenderOptions(true, true, 80, false, false, 10, false, Severity.MEDIUM, "1.2.3");
    static final RenderOptions ASCII =
            new RenderOptions(false, false, 80, false, false, 10, false, Severity.MEDIUM, "1.2.3");
    static final RenderOptions QUIET =
            new RenderOptions(false, true, 80, true, false, 10, false, Severity.MEDIUM, "1.2.3");
    static final RenderOptions VERBOSE =
            new RenderOptions(false, true, 80, false, true, 10, false, Severity.MEDIUM, "1.2.3");
    static final RenderOptions NARROW =
            new RenderOptions(false, true, 40, false, false, 10, false, Severity.MEDIUM, "1.2.3");
    static final RenderOptions FACTS =
            new RenderOptions(false, true, 80, false, false, 10, true, Severity.MEDIUM, "1.2.3");

    /** With the inventory for reports that are about it. */
    static RenderOptions options(String sample) {
        return sample.startsWith("crypto") ? FACTS : PLAIN;
    }

    private Rendered() {}

    static String as(Format format, RenderOptions options, SampleReports.Report report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.to(format.open(out, options, SampleReports.book()));
        return out.toString(UTF_8);
    }
}
