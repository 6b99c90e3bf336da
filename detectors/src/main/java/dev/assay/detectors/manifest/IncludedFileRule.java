package dev.assay.detectors.manifest;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files that manifests have others read: lists of requirements that lists include ({@code -r}, {@code -c}), Dockerfiles that services are built
 * of. Each is read where it lies: by its name, and a list by that of the option where its own says nothing. One that lies outside of the
 * target, is an address or is not there was not read by anybody: a gap. So is one that is not among files that were given one by one.
 * Circles of them are no matter, since each is read once. Lists that commands of workflows and images install are read as well, but where a
 * command runs is not known, so that none of them is missed.
 */
public final class IncludedFileRule implements TargetRule {
    /** The member that text in UTF-16 is handed on as. */
    private static final String IN_UTF8 = "utf-8";

    /** Names by which a file is read as what includes it takes it for. */
    private static final String AS_REQUIREMENTS = "requirements.txt";

    private static final String AS_CONSTRAINTS = "constraints.txt";

    private static final String DOCKERFILE = "dockerfile";

    private static final String DEFAULT = "Dockerfile";

    /** Of a folder without a Dockerfile other builders take this one. */
    private static final String CONTAINERFILE = "Containerfile";

    /** Nothing that a file says makes anybody read what was not given. */
    private static final String NOT_GIVEN =
            "; what lies beside a file is read only if it is given as well, or the folder is";

    private final ManifestKinds kinds;
    private final Predicate<Location> isReadElsewhere;

    IncludedFileRule(ManifestKinds kinds, Predicate<Location> isReadElsewhere) {
        this.kinds = kinds;
        this.isReadElsewhere = isReadElsewhere;
    }

    /**
     * The one for the names of {@code kinds.tsv}.
     *
     * @param isReadElsewhere whether a place is read, or told of, as a target of its own
     */
    public static TargetRule create(Predicate<Location> isReadElsewhere) {
        return new IncludedFileRule(new ManifestKinds(ManifestDecoder.formats()), isReadElsewhere);
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof FileReference file
                && (isList(file) || file.loader().equals(Dependencies.DOCKER));
    }

    private static boolean isList(FileReference file) {
        return file.loader().equals(PipLists.LOADER) || file.loader().equals(PipLists.COMMAND);
    }

    @Override
    public boolean concerns(String name) {
        return isNamedList(name) || kinds.isNamed(name, DOCKERFILE);
    }

    private boolean isNamedList(String name) {
        return kinds.isNamed(name, PipLists.FORMAT) || kinds.isNamed(name, PipLists.CONSTRAINTS);
    }

    @Override
    public boolean completes(String name) {
        return isNamedList(name);
    }

    @Override
    public boolean keeps(String name, Set<String> formats) {
        return PipLists.isByContent(formats) || formats.contains(PipLists.UTF16);
    }

    @Override
    public List<NamedFile> named(Projection target) {
        Map<String, Facts> there = PipLists.there(target);
        Set<String> unread = Included.unread(target);
        List<NamedFile> named = new ArrayList<>(0);
        for (Facts facts : target.seen()) {
            for (Fact fact : facts.facts()) {
                if (fact instanceof FileReference file
                        && isList(file)
                        && !isReadHere(facts.at(), file, there, unread)) {
                    Location included = Places.beside(PipLists.whole(facts.at(), there), file.file());
                    if (included != null) {
                        boolean isOfConstraints = file.says().equals(PipLists.CONSTRAINTS)
                                || facts.formats().contains(PipLists.CONSTRAINTS);
                        named.add(new NamedFile(
                                text(included, there),
                                isOfConstraints ? AS_CONSTRAINTS : AS_REQUIREMENTS,
                                target.isUnchanged(facts.at())));
                    }
                }
            }
        }
        return named;
    }

    @Override
    public void judge(Projection target, Findings out) {
        Map<String, Facts> there = PipLists.there(target);
        Set<String> unread = Included.unread(target);
        for (Facts facts : target.seen()) {
            List<FileReference> lists = new ArrayList<>(0);
            List<FileReference> builds = new ArrayList<>(0);
            for (Fact fact : facts.facts()) {
                boolean isCommand = fact instanceof FileReference of
                        && of.loader().equals(PipLists.COMMAND); // it may run elsewhere
                if (fact instanceof FileReference file
                        && reads(file)
                        && !isCommand
                        && !isRead(facts.at(), file, there, unread)) {
                    (file.loader().equals(PipLists.LOADER) ? lists : builds).add(file);
                }
            }
            String more = target.files().isEmpty() ? "" : NOT_GIVEN;
            tell(facts, lists, "includes what was not read as a list of requirements: ", more, out);
            tell(facts, builds, "builds what was not read as a Dockerfile: ", more, out);
        }
    }

    private static void tell(Facts facts, List<FileReference> missing, String what, String more, Findings out) {
        if (!missing.isEmpty()) {
            out.at(facts.at());
            out.gap(GapKind.UNREADABLE, missing.getFirst().offsetBytes(), what + Included.shown(missing) + more);
        }
    }

    private boolean isRead(Location at, FileReference file, Map<String, Facts> there, Set<String> unread) {
        Location included = Places.beside(PipLists.whole(at, there), file.file());
        return included != null && isReadElsewhere.test(included) || isReadHere(at, file, there, unread);
    }

    private boolean isReadHere(Location at, FileReference file, Map<String, Facts> there, Set<String> unread) {
        Location included = Places.beside(PipLists.whole(at, there), file.file());
        if (included == null) {
            return false;
        }
        Facts facts = there.get(included.toString());
        if (file.loader().equals(Dependencies.DOCKER)) {
            return unread.contains(included.toString())
                    || facts != null
                            && (facts.formats().isEmpty() || facts.formats().contains(DOCKERFILE))
                    || file.file().endsWith(DEFAULT)
                            && isRead(at, besides(file, DEFAULT, CONTAINERFILE), there, unread);
        }
        return unread.contains(included.toString()) || facts != null && isList(facts, there);
    }

    private static FileReference besides(FileReference file, String name, String other) {
        String folder = file.file().substring(0, file.file().length() - name.length());
        return new FileReference(file.loader(), folder + other, file.says(), file.offsetBytes());
    }

    /** A link to a list that was read under another name is there without formats; what is handed on in UTF-8 is read by its name. */
    private boolean isList(Facts facts, Map<String, Facts> there) {
        if (facts.formats().isEmpty() || PipLists.isOne(facts.formats())) {
            return true;
        }
        Facts inUtf8 = there.get(facts.at().entry(IN_UTF8).toString());
        return facts.formats().contains(PipLists.UTF16)
                && (isNamedList(facts.at().lastName()) || inUtf8 != null && PipLists.isOne(inUtf8.formats()));
    }

    /** What holds the text of a file. */
    private static Location text(Location at, Map<String, Facts> there) {
        Facts facts = there.get(at.toString());
        return facts != null && facts.formats().contains(PipLists.UTF16) ? at.entry(IN_UTF8) : at;
    }
}
