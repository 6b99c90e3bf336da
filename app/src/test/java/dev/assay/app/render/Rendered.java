package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.crypto.Regime;
import dev.assay.engine.report.Severity;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;

/** Reports as text. */
final class Rendered {
    private static final CryptoPolicy CRYPTO =
            new CryptoPolicy(LocalDate.of(2026, 3, 1), List.copyOf(Regime.ids()), 10, 2035);
    private static final String GITHUB = "https://github.com/";
    static final RenderOptions PLAIN = new RenderOptions(
            false, true, 80, false, false, 10, false, Severity.MEDIUM, CRYPTO, "1.2.3", List.of(), GITHUB);
    static final RenderOptions COLOUR = new RenderOptions(
            true, true, 80, false, false, 10, false, Severity.MEDIUM, CRYPTO, "1.2.3", List.of(), GITHUB);
    static final RenderOptions ASCII = new RenderOptions(
            false, false, 80, false, false, 10, false, Severity.MEDIUM, CRYPTO, "1.2.3", List.of(), GITHUB);
    static final RenderOptions QUIET = new RenderOptions(
            false, true, 80, true, false, 10, false, Severity.MEDIUM, CRYPTO, "1.2.3", List.of(), GITHUB);
    static final RenderOptions VERBOSE = new RenderOptions(
            false, true, 80, false, true, 10, false, Severity.MEDIUM, CRYPTO, "1.2.3", List.of(), GITHUB);
    static final RenderOptions NARROW = new RenderOptions(
            false, true, 40, false, false, 10, false, Severity.MEDIUM, CRYPTO, "1.2.3", List.of(), GITHUB);
    static final RenderOptions FACTS = new RenderOptions(
            false,
            true,
            80,
            false,
            false,
            10,
            true,
            Severity.MEDIUM,
            CRYPTO,
            "1.2.3",
            List.of("--only=crypto", "--deep"),
            GITHUB);

    /** With the inventory for reports that are about it. */
    static RenderOptions options(String sample) {
        return sample.startsWith("crypto") || sample.startsWith("dependencies") ? FACTS : PLAIN;
    }

    private Rendered() {}

    static String as(Format format, RenderOptions options, SampleReports.Report report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.to(format.open(out, options, SampleReports.book()));
        return out.toString(UTF_8);
    }
}
