package dev.assay.app.cli;

import dev.assay.app.sweep.GroupBy;
import dev.assay.app.sweep.GroupedReport;
import dev.assay.app.sweep.KeptFacts;
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
import dev.assay.engine.fact.Dependency;
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
    /** Of what tells digests of all files, where the user knows some by these. */
    private static final String DIGEST_FORMAT = "file-digest";

    private final RemoteClient client;
    private final GitHub github;
    private final SweepStore store;
    private final Selection selection;
    private final @Nullable GroupBy groupBy;
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
            @Nullable GroupBy groupBy,
            boolean asks,
            boolean reads,
            int atOnce,
            Progress progress) {
        this.client = client;
        this.github = github;
        this.store = store;
        this.selection = selection;
        this.groupBy = groupBy;
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
                files(detectors),
                new FactKeys(detectors, options),
                tellsDigests(detectors) ? detectors.digests() : Set.of(),
                new KeptFacts(detectors, options),
                options,
                atOnce,
                progress);
        SweepConnector swept = new SweepConnector(sweep, InstantSource.system(), owners);
        connector = swept;
        return List.of(swept);
    }

    /** Other families than those of dependencies go by what files hold, and so do digests. */
    private RepositoryFiles files(Detectors detectors) {
        Set<String> asked = detectors.families().asked();
        boolean byName = !tellsDigests(detectors) && !asked.isEmpty() && Dependency.FAMILIES.containsAll(asked);
        return byName ? RepositoryFiles.load() : RepositoryFiles.all();
    }

    private static boolean tellsDigests(Detectors detectors) {
        return detectors.decoders().stream()
                .anyMatch(each -> each.format().id().equals(DIGEST_FORMAT) && each.serves(detectors.families()));
    }

    @Override
    public ReportSink over(ReportSink report) {
        SweepConnector swept = connector;
        return swept == null ? report : new GroupedReport(report, owners, store, swept, groupBy);
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
