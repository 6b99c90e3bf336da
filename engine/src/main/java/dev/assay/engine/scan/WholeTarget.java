package dev.assay.engine.scan;

import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.Property;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.GivenFiles;
import dev.assay.engine.rule.Projection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what rules for whole targets ask for, in walk order. Belongs to the thread that reports.
 *
 * <p>Memory is bounded by a fixed number and not by what happens to be free, so that the report does not depend on what else
 * is under way. Beyond it nothing is judged as a whole: to judge what is left would call missing what was not kept.
 */
final class WholeTarget {
    /** An object each for the facts, the location and its lists, and the names in them. */
    private static final int PLACE_BYTES = 300;

    /** An object and its place in a list; texts are shared. */
    private static final int MENTIONED_BYTES = 64;

    private final Detectors detectors;
    private final long mostBytes;
    private final GivenFiles files;
    private final List<Facts> seen = new ArrayList<>(0);
    private final List<Location> unread = new ArrayList<>(0);
    private final Set<String> unchanged =
            new HashSet<>(0); // as texts: names of hostile files may be made to meet in a hash
    private final SharedTexts texts = new SharedTexts();
    private final List<Facts> overflow = new ArrayList<>(0);
    private boolean isPartial;
    private boolean awaitsOthers;
    private long bytes;

    /** @param files that are judged together, each a target by itself */
    WholeTarget(Detectors detectors, long mostBytes, GivenFiles files) {
        this.detectors = detectors;
        this.mostBytes = mostBytes;
        this.files = files;
    }

    GivenFiles files() {
        return files;
    }

    static long bytes(Facts facts) {
        long bytes = bytes(facts.at());
        for (Fact fact : facts.facts()) {
            bytes += PLACE_BYTES;
            if (fact instanceof Property property) {
                bytes += (long) Character.BYTES * property.value().length();
            }
            if (fact instanceof AutomaticCommand command) {
                bytes += (long) Character.BYTES * command.command().length();
            }
            if (fact instanceof MavenProject project) {
                bytes += (long) MENTIONED_BYTES
                        * (project.mentioned().size() + project.properties().size());
            }
            if (fact instanceof ConstantCall call) {
                bytes += (long) call.arguments().size() * PLACE_BYTES / 4;
                for (String argument : call.arguments()) {
                    bytes += argument.length();
                }
            }
            if (fact instanceof SharedConstant constant) {
                bytes += (long) MENTIONED_BYTES
                        + constant.name().length()
                        + constant.value().length();
            }
            if (fact instanceof OpenUse open) {
                bytes += bytes(open.use().parameters()) + open.use().algorithm().length();
            }
            if (fact instanceof Workflow workflow) {
                bytes += bytes(workflow);
            }
            if (fact instanceof TensorNames names) {
                bytes += (long) TensorNames.BYTES_EACH * names.count();
                for (String file : names.files()) {
                    bytes += (long) PLACE_BYTES + file.length();
                }
            }
        }
        return bytes;
    }

    private static long bytes(Workflow workflow) {
        long bytes = 0;
        for (Workflow.Job job : workflow.jobs()) {
            bytes += PLACE_BYTES + bytes(job.inputs());
            for (Workflow.Step step : job.steps()) {
                bytes += PLACE_BYTES
                        + (long) Character.BYTES * step.run().length()
                        + bytes(step.inputs())
                        + bytes(step.environment());
            }
        }
        return bytes;
    }

    private static long bytes(Map<String, String> texts) {
        long bytes = 0;
        for (String text : texts.values()) {
            bytes += MENTIONED_BYTES + (long) Character.BYTES * text.length();
        }
        return bytes;
    }

    private static long bytes(Location at) {
        long bytes = PLACE_BYTES;
        bytes += at.path().length();
        for (String entry : at.entries()) {
            bytes += entry.length();
        }
        return bytes;
    }

    /** Takes what the report came to next. */
    void add(Result result) {
        add(result, result.artifacts() > 0);
    }

    /** @param isJudged whether it is of an artifact that is judged, not of one that is there and has not changed */
    void add(Result result, boolean isJudged) {
        for (Facts each : result.kept()) {
            Facts facts = files.inFolder(each);
            awaitsOthers |= isJudged && facts.facts().stream().anyMatch(Fact::awaitsOthers);
            Facts shared = texts.share(facts);
            (hasRoom(bytes(shared) + texts.takeBytes()) ? seen : overflow).add(shared);
            if (isJudged && !unchanged.isEmpty()) {
                unchanged.remove(facts.at().toString());
            } else if (!isJudged && hasRoom(bytes(facts.at()))) {
                unchanged.add(facts.at().toString());
            }
        }
        for (Gap gap : result.gaps()) {
            boolean read = gap.kind() == GapKind.OPAQUE; // and listed: only nobody interprets what is in it
            Location at = files.inFolder(gap.location());
            if (!read && (!result.kept().isEmpty() || isAsked(at))) {
                unread(at.at(-1));
            }
        }
        for (Location each : result.unread()) {
            Location at = files.inFolder(each);
            if (isAsked(at)) {
                unread(at);
            } else if (!isPartial) { // something that is asked for may be in it
                isPartial = true;
                unread(Location.of(at.target(), ""));
            }
        }
        for (Suppressed suppressed : result.suppressed()) {
            Location at = files.inFolder(suppressed.location());
            if (suppressed.what().equals("file") && isAsked(at)) { // not a finding that is allowed
                unread(at.at(-1));
            }
        }
    }

    /** The target itself is asked for as well: what broke off there is not whole. */
    private boolean isAsked(Location at) {
        return at.path().isEmpty() || detectors.concerns(at.lastName());
    }

    private void unread(Location at) {
        if (hasRoom(bytes(at))) {
            unread.add(at);
        }
    }

    private boolean hasRoom(long more) {
        bytes += more;
        if (isTooLarge()) {
            overflow.addAll(seen);
            seen.clear();
            texts.clear();
            unread.clear();
            unchanged.clear();
        }
        return !isTooLarge();
    }

    /** Whether something that is judged means something only together with files of which nobody knows which. */
    boolean awaitsOthers() {
        return awaitsOthers;
    }

    /** Whether it is more than is kept. */
    boolean isTooLarge() {
        return bytes > mostBytes;
    }

    /** What is no longer kept to be judged with the rest, once. */
    List<Facts> overflow() {
        if (overflow.isEmpty()) {
            return List.of();
        }
        List<Facts> all = List.copyOf(overflow);
        overflow.clear();
        return all;
    }

    /** What is kept. */
    List<Facts> rest() {
        return seen;
    }

    boolean isEmpty() {
        return seen.isEmpty();
    }

    Projection projection() {
        return new Projection(seen, unread, unchanged, files);
    }

    /** The same of some that are not judged with the rest. */
    Projection part(List<Facts> some) {
        Location root = Location.of(some.getFirst().at().target(), "");
        return new Projection(some, List.of(root), Set.of(), files);
    }
}
