package dev.assay.app.cli;

import dev.assay.app.sweep.OwnedReport;
import dev.assay.app.sweep.Owners;
import dev.assay.app.sweep.Sweep;
import dev.assay.app.sweep.SweepConnector;
import dev.assay.app.sweep.SweepStore;
import dev.assay.connectors.github.GitHub;
import dev.assay.connectors.github.Selection;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.detectors.RepositoryFiles;
import dev.assay.detectors.name.NameRule;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.FactKeys;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.ScanOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GitHub as the source of a scan, with a store in front of it. */
final class SweepSource implements ScanSource {
    private final RemoteClient client;
    private final GitHub github;
    private final SweepStore store;
    private final Selection selection;
    private final boolean asks;
    private final boolean reads;
    private final int atOnce;
    private final Progress progress;
    private final Owners owners = new Owners();
    private @Nullable SweepConnector connector;

    SweepSource(
            RemoteClient client,
            GitHub github,
            SweepStore store,
            Selection selection,
            boolean asks,
            boolean reads,
            int atOnce,
            Progress progress) {
        this.client = client;
        this.github = github;
        this.store = store;
        this.selection = selection;
        this.asks = asks;
        this.reads = reads;
        this.atOnce = atOnce;
        this.progress = progress;
    }

    @Override
    public List<Connector> connectors(Detectors detectors, ScanOptions options, Set<Path> written) {
        Sweep sweep = new Sweep(
                github,
                asks,
                reads,
                store,
                selection,
                RepositoryFiles.load(),
                new FactKeys(detectors, options),
                options,
                atOnce,
                progress);
        SweepConnector swept = new SweepConnector(sweep, InstantSource.system(), owners);
        connector = swept;
        return List.of(swept);
    }

    @Override
    public ReportSink over(ReportSink report) {
        SweepConnector swept = connector;
        return swept == null ? report : new OwnedReport(report, owners, store, swept);
    }

    @Override
    public Enricher enricher(NameRule names) {
        return Enricher.NONE;
    }

    @Override
    public FactCache facts() {
        return store.facts();
    }

    @Override
    public IdentityMemo memo() {
        return store.memo();
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
