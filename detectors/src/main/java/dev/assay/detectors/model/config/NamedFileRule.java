package dev.assay.detectors.model.config;

import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that a description of a model names: those of an {@code MLmodel}, of an archive of TorchServe, and the blobs of an OCI
 * image. What is not there nobody has judged, and a loader would fetch or miss it: a gap, unless nothing that is named is
 * there, as where somebody keeps descriptions only. A blob has no name, so what its manifest says it is, is held against what it
 * was read as.
 */
public final class NamedFileRule implements TargetRule {
    private static final int MOST_SHOWN = 3;
    private static final int DIGEST_DIGITS = 64;
    private static final String ALGORITHM = "sha256";

    /** What content is expected, by the endings of names and of media types: {@code named.tsv}. */
    private final Map<String, Set<String>> endings = new HashMap<>();

    private final Map<String, Set<String>> types = new LinkedHashMap<>();

    public NamedFileRule() {
        for (List<String> row : Rows.read(Objects.requireNonNull(NamedFileRule.class.getResource("named.tsv")), 4)) {
            Set<String> formats = row.get(2).equals("-") ? Set.of() : Set.copyOf(Parts.of(row.get(2), ','));
            (row.get(0).equals("type") ? types : endings).put(row.get(1), formats);
        }
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof FileReference;
    }

    @Override
    public boolean concerns(String name) {
        return digest(name) != null || endings.containsKey(Head.extension(name));
    }

    /** The digits of a name that is a digest, in any of the forms in which stores of blobs write it. */
    private static @Nullable String digest(String name) {
        int from = name.startsWith(ALGORITHM) ? ALGORITHM.length() + 1 : 0;
        if (name.length() != from + DIGEST_DIGITS) {
            return null;
        }
        for (int i = from; i < name.length(); i++) {
            if (Character.digit(name.charAt(i), 16) < 0) {
                return null;
            }
        }
        return name.substring(from);
    }

    @Override
    public void judge(Projection target, Findings out) {
        if (target.seen().stream().allMatch(facts -> facts.facts().stream().noneMatch(this::reads))) {
            return; // of most targets, and the places of all files need not be put into words
        }
        Map<String, Facts> there = new HashMap<>();
        for (Facts facts : target.seen()) {
            add(facts, there);
        }
        for (Location at : target.unread()) {
            add(new Facts(at, List.of(), List.of(), List.of()), there);
        }
        for (Facts facts : target.seen()) {
            document(facts, there, target.isWholeAround(facts.at()), out);
        }
    }

    private static void add(Facts facts, Map<String, Facts> there) {
        there.putIfAbsent(facts.at().toString(), facts);
        String digest = digest(facts.at().lastName());
        if (digest != null) {
            there.putIfAbsent(digest, facts); // the same content wherever it lies
        }
    }

    private void document(Facts facts, Map<String, Facts> there, boolean isWhole, Findings out) {
        List<FileReference> missing = new ArrayList<>();
        int blobs = 0;
        boolean anyThere = digest(facts.at().lastName()) != null;
        for (Fact fact : facts.facts()) {
            if (fact instanceof FileReference file && isJudged(file)) {
                Facts named = there.get(key(facts.at(), file));
                if (named == null) {
                    missing.add(file);
                } else {
                    anyThere = true;
                    blobs += file.loader().equals(ArtifactCheck.OCI) ? 1 : 0;
                    compare(facts.at(), file, named, out);
                }
            }
        }
        if (blobs > 0) {
            out.at(facts.at());
            out.add("model/oci-unverified", -1, "", Map.of("blobs", blobs == 1 ? "a blob" : blobs + " blobs"));
        }
        if (!missing.isEmpty() && anyThere && isWhole) {
            out.at(facts.at());
            out.gap(
                    GapKind.UNREADABLE,
                    missing.getFirst().offsetBytes(),
                    "not all that it names is here: " + shown(missing) + " not");
        }
    }

    private static String shown(List<FileReference> missing) {
        List<String> some = missing.stream()
                .limit(MOST_SHOWN)
                .map(file -> Quoted.of(file.file()))
                .toList();
        int more = missing.size() - some.size();
        return String.join(", ", some)
                + (more > 0 ? " and " + more + " more are" : missing.size() > 1 ? " are" : " is");
    }

    /** Of what has another name than the rule asks for it is not known whether it is there; other digests name the same. */
    private boolean isJudged(FileReference file) {
        String name = file.file().substring(file.file().lastIndexOf('/') + 1);
        return concerns(name) && !Paths.isAddress(file.file()) && !Paths.leadsOut(file.file());
    }

    private static String key(Location at, FileReference file) {
        String digest = file.loader().equals(ArtifactCheck.OCI) ? digest(file.file()) : null;
        if (digest != null) {
            return digest;
        }
        String place = at.toString();
        String folder = place.substring(0, place.length() - at.lastName().length());
        if (file.loader().equals(TorchServeCheck.LOADER)) { // the manifest has a folder of its own
            folder = folder.substring(0, folder.length() - TorchServeCheck.FOLDER.length());
        }
        String relative = file.file().startsWith("./") ? file.file().substring(2) : file.file();
        return folder + Location.escape(relative);
    }

    private void compare(Location manifest, FileReference file, Facts named, Findings out) {
        int space = file.says().indexOf(' ');
        if (space < 0 || named.formats().isEmpty()) {
            return; // its own name says what it is, or it was not read here
        }
        String says = file.says().substring(0, space);
        Set<String> expected = expectedOfType(says);
        if (expected == null) {
            says = file.says().substring(space + 1);
            expected = endings.get(Head.extension(says));
        }
        if (expected != null && !expected.isEmpty() && named.formats().stream().noneMatch(expected::contains)) {
            out.at(named.at());
            out.gap(
                    GapKind.MALFORMED,
                    0,
                    "is " + Quoted.of(says) + " by " + Quoted.of(manifest.lastName()) + ", but was read as "
                            + String.join(", ", named.formats()));
        }
    }

    private @Nullable Set<String> expectedOfType(String mediaType) {
        for (Map.Entry<String, Set<String>> type : types.entrySet()) {
            if (mediaType.endsWith(type.getKey())) {
                return type.getValue();
            }
        }
        return null;
    }
}
