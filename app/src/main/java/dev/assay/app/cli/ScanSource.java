package dev.assay.app.cli;

import dev.assay.detectors.name.NameRule;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.ScanOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where a scan gets what it judges, and where it keeps what it has learned. Closed when the report is written. */
interface ScanSource extends AutoCloseable {
    /** @param written files that this process is writing, which are no targets */
    List<Connector> connectors(Detectors detectors, ScanOptions options, Set<Path> written);

    /** What asks registries about packages, if they are to be asked. */
    Enricher enricher(NameRule names);

    FactCache facts();

    IdentityMemo memo();

    /** The report, with what this source has to say beside it. Asked after {@link #connectors}. */
    default ReportSink over(ReportSink report) {
        return report;
    }

    @Override
    void close();
}
