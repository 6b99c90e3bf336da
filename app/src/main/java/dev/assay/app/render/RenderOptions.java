package dev.assay.app.render;

import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.engine.report.Severity;
import java.util.List;

/**
 * How a report is to look.
 *
 * @param unicode whether the output can show more than ASCII
 * @param width columns of the terminal
 * @param quiet text only: nothing but findings and gaps, a line each, and the verdict unless it is clean
 * @param verbose text only: nothing folded, all references, fingerprints, formats and figures
 * @param tensors text only: how many tensors of a model are listed
 * @param facts whether the inventory is wanted, with the findings
 * @param failOn the least severity that counts
 * @param crypto by what cryptography is judged
 * @param toolVersion as reports name it
 * @param arguments the options of the scan that decide what there is to report, as on a command line
 * @param repositories below which address the repositories are that targets name as {@code github:}, with a slash behind it
 */
public record RenderOptions(
        boolean colour,
        boolean unicode,
        int width,
        boolean quiet,
        boolean verbose,
        int tensors,
        boolean facts,
        Severity failOn,
        CryptoPolicy crypto,
        String toolVersion,
        List<String> arguments,
        String repositories) {
    public RenderOptions {
        arguments = List.copyOf(arguments);
        width = Math.clamp(width, 40, 500);
    }
}
