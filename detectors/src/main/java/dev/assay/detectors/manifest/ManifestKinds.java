package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.Magic;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which manifest a file is by its name, {@code kinds.tsv}, and by a look at its content where the name is not enough. Immutable. */
final class ManifestKinds {
    /** A name with one star. */
    private record Pattern(String prefix, String suffix, ManifestFormat format) {
        boolean matches(String name) {
            return name.length() >= prefix.length() + suffix.length()
                    && name.startsWith(prefix)
                    && name.endsWith(suffix);
        }

        /** Whether it is nothing but an ending, which is a hint anyway. */
        boolean isEnding() {
            return prefix.isEmpty() && suffix.startsWith(".") && suffix.indexOf('.', 1) < 0;
        }
    }

    /**
     * Files of a folder.
     *
     * @param isBelow whether those in folders below it are meant as well
     * @param suffix of their names
     */
    private record InFolder(String folder, boolean isBelow, String suffix, ManifestFormat format) {
        /** @param path in lower case, with a slash in front */
        boolean matches(String path) {
            int at = path.lastIndexOf('/') + 1;
            boolean isThere =
                    isBelow ? path.lastIndexOf(folder, at) >= 0 : path.startsWith(folder, at - folder.length());
            return isThere && path.endsWith(suffix);
        }
    }

    /** What stands for a file that was not fetched; which is a gap that another folder tells. */
    private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/v1\n";

    private static final int MOST_POINTER_BYTES = 1_024;

    /** In front of what runs a text by its first line. */
    private static final String PROGRAM = "#!";

    private final Kinds<String> kinds = Kinds.byNameAndPlace(this::idOf, this::isNamed, this::hint);
    private final Map<String, List<ManifestFormat>> byName = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<InFolder> inFolders = new ArrayList<>();
    private final Map<String, ManifestFormat> byProgram = new HashMap<>();

    ManifestKinds(List<ManifestFormat> formats) {
        Map<String, ManifestFormat> byId = new HashMap<>();
        formats.forEach(format -> byId.put(format.id(), format));
        for (List<String> row : Rows.read(Objects.requireNonNull(ManifestKinds.class.getResource("kinds.tsv")), 3)) {
            ManifestFormat format = Objects.requireNonNull(byId.get(row.getFirst()), row.getFirst());
            for (String name : Parts.of(row.get(1).toLowerCase(Locale.ROOT), ' ')) {
                int star = name.indexOf('*');
                int slash = name.lastIndexOf('/');
                if (name.startsWith(PROGRAM)) {
                    byProgram.put(name.substring(PROGRAM.length()), format);
                } else if (slash >= 0) {
                    boolean isBelow = name.startsWith("**", slash + 1);
                    inFolders.add(new InFolder(
                            "/" + name.substring(0, slash + 1),
                            isBelow,
                            name.substring(slash + (isBelow ? 3 : 2)),
                            format));
                } else if (star < 0) {
                    byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(format);
                } else {
                    patterns.add(new Pattern(name.substring(0, star), name.substring(star + 1), format));
                }
            }
        }
    }

    Magic is(ManifestFormat format) {
        return kinds.is(format.id());
    }

    /** Whether a file of this name may be of a kind. */
    boolean isNamed(String name, String id) {
        String lower = name.toLowerCase(Locale.ROOT);
        return byName.getOrDefault(lower, List.of()).stream()
                        .anyMatch(format -> format.id().equals(id))
                || patterns.stream().anyMatch(pattern -> pattern.format().id().equals(id) && pattern.matches(lower));
    }

    private boolean isNamed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return byName.containsKey(lower)
                || patterns.stream().anyMatch(pattern -> !pattern.isEnding() && pattern.matches(lower));
    }

    /** Whether a name is that of kinds of which each may be without anything in it. */
    boolean mayBeEmpty(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isNamed(name)
                && byName.getOrDefault(lower, List.of()).stream().noneMatch(ManifestFormat::isNeverEmpty)
                && patterns.stream()
                        .filter(pattern -> !pattern.isEnding() && pattern.matches(lower))
                        .noneMatch(pattern -> pattern.format().isNeverEmpty());
    }

    private @Nullable String idOf(Head head) {
        ManifestFormat format = of(head);
        return format == null ? null : format.id();
    }

    private static boolean isUtf16(Head head) {
        return head.at(0) == 0xff && head.at(1) == 0xfe || head.at(0) == 0xfe && head.at(1) == 0xff;
    }

    /** Files that any name may have, in a folder where all are of a kind. */
    private @Nullable ManifestFormat byFolder(String path) {
        String lower = "/" + path.toLowerCase(Locale.ROOT);
        for (InFolder each : inFolders) {
            if (each.matches(lower)) {
                return each.format();
            }
        }
        return null;
    }

    private String hint(String path) {
        ManifestFormat format = byFolder(path);
        return format == null ? "" : format.id();
    }

    private @Nullable ManifestFormat of(Head head) {
        if (isUtf16(head)) {
            return null; // text in UTF-16 is handed on in UTF-8 by another folder, under the same name
        }
        if (head.has(0, LFS_POINTER) && head.sizeBytes() < MOST_POINTER_BYTES) {
            return null;
        }
        String name = head.name().toLowerCase(Locale.ROOT);
        if (head.length() == 0) {
            return ofNothing(name);
        }
        for (ManifestFormat format : byName.getOrDefault(name, List.of())) {
            if (format.looksRight().test(head)) {
                return format;
            }
        }
        ManifestFormat inFolder = byFolder(head.path());
        if (inFolder != null && inFolder.looksRight().test(head) && byPattern(head, name, false) == null) {
            return inFolder;
        }
        ManifestFormat byPattern = byPattern(head, name, true);
        ManifestFormat byFirstLine = byPattern == null ? byProgram.get(head.interpreter()) : null;
        if (byFirstLine != null && byFirstLine.looksRight().test(head)) {
            return byFirstLine;
        }
        boolean isLost =
                byPattern == null && (LostContent.is(head.bytes(), head.length()) || LostContent.hasKeyCutOff(head));
        ManifestFormat alone = isLost ? byNameAlone(name) : byPattern;
        return alone == null && isLost ? inFolder : alone;
    }

    /** What a file was to be; nothing for a name without a dot, which is anybody's. */
    private @Nullable ManifestFormat byNameAlone(String name) {
        if (name.indexOf('.', 1) < 0) {
            return null;
        }
        List<ManifestFormat> named = byName.getOrDefault(name, List.of());
        if (!named.isEmpty()) {
            return named.getFirst();
        }
        for (Pattern pattern : patterns) {
            if (!pattern.isEnding() && pattern.matches(name)) {
                return pattern.format();
            }
        }
        return null;
    }

    /** Of a file without anything in it the name alone tells, if it is of one kind. */
    private @Nullable ManifestFormat ofNothing(String name) {
        List<ManifestFormat> named = byName.getOrDefault(name, List.of());
        if (!named.isEmpty()) {
            return named.size() == 1 && named.getFirst().isNeverEmpty() ? named.getFirst() : null;
        }
        for (Pattern pattern : patterns) {
            if (pattern.matches(name) && pattern.format().isNeverEmpty()) {
                return pattern.format();
            }
        }
        return null;
    }

    /** @param endings whether those count that are nothing but an ending */
    private @Nullable ManifestFormat byPattern(Head head, String name, boolean endings) {
        for (Pattern pattern : patterns) {
            if ((endings || !pattern.isEnding())
                    && pattern.matches(name)
                    && pattern.format().looksRight().test(head)) {
                return pattern.format();
            }
        }
        return null;
    }
}
