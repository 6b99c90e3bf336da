package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a manifest names, bounds it, and hands it on. A text that is there again is kept once, as lockfiles repeat most of
 * theirs, and what stands behind several aliases is told once. Belongs to one thread.
 */
public final class Dependencies {
    /** The longest name that a registry takes is of 214 characters (npm), the longest of Maven's of some hundred. */
    private static final int MOST_NAME = 512;

    static final int MOST_TEXT = 1_024;

    /** Loads, of the files that are named, those of the parts of a project. */
    private static final String WORKSPACE = "workspace";

    /** Loads those that images are built from. */
    static final String DOCKER = "docker";

    private static final char DELETE = 0x7f;

    /** What bytes that are no UTF-8 are read as. */
    private static final char REPLACEMENT = '\ufffd';

    /** Of texts that are kept to be found again. */
    private static final int MOST_KNOWN = 10_000;

    private final @Nullable Document document;
    private final Sink out;
    private final Map<String, String> known = new HashMap<>();
    private final Set<Fact> told = new HashSet<>();
    private boolean cut;
    private boolean isDamagedTold;

    Dependencies(Document document, Sink out) {
        this.document = document;
        this.out = out;
    }

    /** Of bytes that have no lines. */
    public Dependencies(Sink out) {
        this.document = null;
        this.out = out;
    }

    /** A package; one without a name is a gap. */
    public void add(Mention mention) {
        if (mention.name.isBlank()) {
            incomplete(mention.offset, "a dependency without a name");
            return;
        }
        checkCharacters(mention);
        Dependency dependency = new Dependency(
                new Coordinates(
                        mention.ecosystem,
                        once(bounded(mention.namespace, MOST_NAME, mention.offset)),
                        bounded(mention.name, MOST_NAME, mention.offset)),
                bounded(mention.alias, MOST_NAME, mention.offset),
                bounded(mention.version, MOST_TEXT, mention.offset),
                once(bounded(Addresses.isAddress(mention.range) ? Addresses.plain(mention.range) : mention.range)),
                mention.relation,
                mention.scope,
                mention.path,
                mention.dependents,
                bounded(mention.origin),
                bounded(mention.integrity),
                once(licence(mention.licence)),
                mention.offset,
                mention.line > 0 || document == null ? mention.line : document.line(mention.offset));
        tell(dependency);
    }

    /** Tells of the first one whose name or version has what no registry's has: another one was to be there. */
    private void checkCharacters(Mention mention) {
        if (isDamagedTold || !(isDamaged(mention.namespace) || isDamaged(mention.name) || isDamaged(mention.version))) {
            return;
        }
        String all = mention.namespace + mention.name + mention.version;
        boolean isNul = document != null && document.hasNul() && all.indexOf('\0') >= 0; // which is told where it is
        if (!isNul) {
            isDamagedTold = true;
            incomplete(
                    mention.offset,
                    "a name or version with a control character or with bytes that are no UTF-8: it may be damaged");
        }
    }

    private static boolean isDamaged(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == DELETE || c == REPLACEMENT) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is told by now that something of it is not to be read, which what is missing may stand behind or be. */
    private boolean isFaulty() {
        return document != null && (document.isFaulty() || document.isOfOtherKinds());
    }

    private void tell(Fact fact) {
        if (document == null || !document.isRepeating() || isNew(fact)) {
            out.fact(fact);
        }
    }

    private boolean isNew(Fact fact) {
        return told.size() < MOST_KNOWN ? told.add(fact) : !told.contains(fact);
    }

    private Dependency.Origin bounded(Dependency.Origin origin) {
        return origin.equals(Dependency.Origin.DEFAULT)
                ? origin
                : new Dependency.Origin(origin.kind(), once(bounded(origin.address())), once(bounded(origin.source())));
    }

    private static String bounded(String text) {
        return Parts.first(text, MOST_TEXT);
    }

    /** Cut, an expression could still be one, and of other licences: so a cut one is none. */
    private static String licence(String text) {
        return text.length() <= MOST_TEXT ? text : Parts.first(text, MOST_TEXT) + "...";
    }

    /** What is compared later must not be cut in silence. */
    private String bounded(String text, int most, long offset) {
        if (text.length() <= most) {
            return text;
        }
        if (!cut) {
            cut = true;
            gap(GapKind.LIMIT, offset, "a name or version of more than " + most + " characters, which no registry has");
        }
        return text.substring(0, most);
    }

    private String once(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String there = known.get(text);
        if (there == null && known.size() < MOST_KNOWN) {
            known.put(text, text);
        }
        return there == null ? text : there;
    }

    /** Something that could not be told. */
    public void gap(GapKind kind, long offsetBytes, String reason) {
        out.gap(kind, offsetBytes, reason, -1);
    }

    /** Something that breaks the format's rules, at a line, while the rest goes on. */
    public void malformed(long offsetBytes, String reason) {
        if (document != null) {
            document.breaks(offsetBytes);
        }
        gap(GapKind.MALFORMED, offsetBytes, reason);
    }

    /**
     * Something that says that the document is not whole, while what there is of it goes on. Of one with a fault, or with a line that breaks
     * the rules, that is told by now.
     */
    public void cutOff(long offsetBytes, String reason) {
        if (document == null || !document.isBroken()) {
            incomplete(offsetBytes, reason + ": it may have been cut off");
        }
    }

    /** Something that breaks the format's rules, unless it is what stands in front of a fault: that is told by now. */
    public void incomplete(long offsetBytes, String reason) {
        if (!isFaulty()) {
            malformed(offsetBytes, reason);
        }
    }

    /** Something else that a decoder sees, such as {@link dev.assay.engine.fact.FileReference}. */
    public void fact(@Nullable Fact fact) {
        if (fact != null) {
            tell(fact);
        }
    }

    /**
     * Which folders are parts of the project, as patterns of paths from that of the file.
     *
     * @param except what is written of those that are none
     */
    public void members(@Nullable Tree patterns, @Nullable Tree except) {
        for (Tree.Scalar each : patterns == null ? List.<Tree.Scalar>of() : Tree.scalars(patterns)) {
            tell(new FileReference(WORKSPACE, bounded(each.text()), "", each.offsetBytes()));
        }
        for (Tree.Scalar each : except == null ? List.<Tree.Scalar>of() : Tree.scalars(except)) {
            tell(new FileReference(WORKSPACE, "!" + bounded(each.text()), "", each.offsetBytes()));
        }
    }

    /** A file that is built as a Dockerfile, by a path from the folder of this one. */
    public void builds(String file, long offsetBytes) {
        tell(new FileReference(DOCKER, bounded(file), "", offsetBytes));
    }

    /** A list of requirements that a command installs, by its path from the folder of the file. */
    public void installs(String list, boolean isOfConstraints, long offsetBytes) {
        String says = isOfConstraints ? PipLists.CONSTRAINTS : "";
        tell(new FileReference(PipLists.COMMAND, bounded(list), says, offsetBytes));
    }

    /** Bytes that lie within, which are looked at as any file. */
    public void within(String name, MemorySource bytes) {
        out.child(name, bytes);
    }

    /** Says more exactly what it is. */
    public void format(String id) {
        out.format(id);
    }
}
