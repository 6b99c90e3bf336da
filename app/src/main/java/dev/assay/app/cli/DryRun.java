package dev.assay.app.cli;

import dev.assay.app.render.Terminal;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Reasons;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.TreeMap;

/** {@code --dry-run}: the walk alone, printed. */
final class DryRun implements ArtifactVisitor {
    private final PrintStream out;
    private final TreeMap<String, Long> notes = new TreeMap<>();
    private long artifacts;
    private long bytes;
    private long gaps;

    private DryRun(PrintStream out) {
        this.out = out;
    }

    static int run(List<String> targets, List<Connector> connectors, Context context) {
        DryRun dry = new DryRun(context.out());
        for (String target : targets) {
            try {
                for (Connector connector : connectors) {
                    if (connector.accepts(target)) {
                        connector.walk(target, Clock.endless(), dry);
                        break;
                    }
                }
            } catch (IOException e) {
                dry.gaps++;
                context.notice(target + ": " + Reasons.of(e));
            }
        }
        context.out().printf("%,d bytes in %,d files; nothing was read%n", dry.bytes, dry.artifacts);
        dry.notes.forEach((what, n) -> context.out().printf("passed over: %,d %s%n", n, what));
        return dry.gaps > 0 ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
    }

    @Override
    public boolean artifact(Artifact artifact) {
        artifacts++;
        bytes += Math.max(artifact.sizeBytes(), 0);
        out.printf(
                "%,15d  %s%n",
                artifact.sizeBytes(), Terminal.escape(artifact.at().toString(), true));
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
