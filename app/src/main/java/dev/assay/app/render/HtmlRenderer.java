package dev.assay.app.render;

import dev.assay.detectors.crypto.CryptoSummary;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The report as one page that needs nothing but itself: no other file, no address, and no script to be read ({@link HtmlPage}).
 * Everything is held until the end, since the verdict stands first; bounded, and what is not shown is counted.
 */
final class HtmlRenderer implements ReportSink {
    /** Of a rule; more of one kind nobody reads on a page. */
    private static final int MOST_VARIANTS = 100;

    private static final int MOST_PLACES = 20;
    private static final int MOST_SUPPRESSED = 500;
    private static final int MOST_PROGRAMS = 50;

    /** All that the page shows. */
    static final class Content {
        final Sections sections = new Sections(MOST_VARIANTS, MOST_PLACES);
        final Folded folded = new Folded(MOST_VARIANTS, MOST_PLACES); // gaps
        final AssetTotals assets = new AssetTotals();
        final FolderTotals folders = new FolderTotals();
        final CryptoSummary crypto = new CryptoSummary();
        final List<Suppressed> suppressed = new ArrayList<>();
        final List<Explained> programs = new ArrayList<>();
        long programCount;
    }

    private final OutputStream out;
    private final RenderOptions options;
    private final AssetJudge judge;
    private final Content content = new Content();

    HtmlRenderer(OutputStream out, RenderOptions options) {
        this.out = out;
        this.options = options;
        this.judge = new AssetJudge(options);
    }

    @Override
    public void finding(Finding finding) {
        content.sections.add(finding);
        content.folders.add(finding.location(), finding.severity());
    }

    @Override
    public void gap(Gap gap) {
        content.folded.add(gap);
    }

    @Override
    public void program(Explained program) {
        content.programCount++;
        if (content.programs.size() < MOST_PROGRAMS) {
            content.programs.add(program);
        }
    }

    @Override
    public void asset(CryptoAsset asset) {
        for (AssetJudge.Judged each : judge.of(asset)) {
            content.assets.add(each);
            content.crypto.add(each.assessment());
        }
    }

    @Override
    public boolean wantsDependencies() {
        return false;
    }

    @Override
    public void suppressed(Suppressed each) {
        if (content.suppressed.size() < MOST_SUPPRESSED) {
            content.suppressed.add(each);
        }
    }

    @Override
    public void end(Summary summary) {
        Lines lines = new Lines(out);
        new HtmlPage(lines, options, content, summary).write();
        lines.flush();
    }
}
