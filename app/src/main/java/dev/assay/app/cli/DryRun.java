package dev.assay.app.cli;

import dev.assay.app.render.Terminal;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Reasons;
import dev.assay.engine.scan.Selection;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code --dry-run}: the walk alone, printed. */
final class DryRun implements ArtifactVisitor {
    private final PrintStream out;
    private final long maxSizeBytes;
    private final TreeMap<String, Long> notes = new TreeMap<>();
    private long artifacts;
    private long bytes;
    private long gaps;

    private DryRun(PrintStream out, long maxSizeBytes) {
        this.out = out;
        this.maxSizeBytes = maxSizeBytes;
    }

    static int run(
            List<String> targets,
            List<Connector> connectors,
            Selection selection,
            long maxSizeBytes,
            Duration perTarget,
            Context context) {
        DryRun dry = new DryRun(context.out(), maxSizeBytes);
        ArtifactVisitor visitor = selection.over(dry);
        for (String target : targets) {
            String label = target;
            Clock clock = new Clock(System.nanoTime() + perTarget.toNanos(), new AtomicBoolean());
            try {
                for (Connector connector : connectors) {
                    if (connector.accepts(target)) {
                        label = connector.label(target);
                        connector.walk(target, clock, visitor);
                        break;
                    }
                }
            } catch (BudgetExceededException e) {
                dry.gaps++;
                context.notice(label + ": " + e.reason());
            } catch (IOException e) {
                dry.gaps++;
                context.notice(label + ": " + Reasons.of(e));
            }
        }
        String files = dry.artifacts == 1 ? "file" : "files";
        context.out().printf("%,d bytes in %,d %s; nothing was read%n", dry.bytes, dry.artifacts, files);
        dry.notes.forEach((what, n) -> context.out().printf("passed over %s: %,d%n", what, n));
        return dry.gaps > 0 ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
    }

    @Override
    public boolean artifact(Artifact artifact) {
        artifact.opener().unused();
        if (artifact.sizeBytes() > maxSizeBytes) {
            gaps++;
            out.printf(
                    "%15s  %s: %,d bytes, more than --max-size%n",
                    GapKind.LIMIT.id(), Terminal.escape(artifact.at().toString(), true), artifact.sizeBytes());
            return true;
        }
        artifacts++;
        bytes += Math.max(artifact.sizeBytes(), 0);
        out.printf(
                "%15s  %s%n",
                artifact.sizeBytes() < 0 ? "?" : String.format("%,d", artifact.sizeBytes()),
                Terminal.escape(artifact.at().toString(), true));
        return true;
    }

    @Override
    public void gap(Gap gap) {
        gaps++;
        out.printf(
                "%15s  %s: %s%n",
                gap.kind().id(), Terminal.escape(gap.location().toString(), true), gap.reason());
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        out.printf(
                "%15s  %s%n", "ignored", Terminal.escape(suppressed.location().toString(), true));
    }

    @Override
    public void note(String what) {
        notes.merge(what, 1L, Long::sum);
    }
}
