package dev.assay.detectors.archive.zip;

import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.text.Parts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the members' names say of a container: which format it is, and which of its members no loader interprets. The
 * layouts are rows of {@code layouts.tsv}. Names are compared without regard to case, as torch's reader does.
 *
 * <p>A marker is a path below some root; the first marker of a row finds the roots, the others must be below the same
 * root. In the patterns of opaque members {@code #} stands for digits; a path that ends in {@code /} stands for anything
 * below. A row of the kind {@code all} wants every member to end like its marker. Where loading runs members as Python, the
 * last column says how their names end; each is a fact once the layout is found, in whatever order the members come.
 */
final class Layouts {
    private record Row(String format, boolean all, List<String> markers, List<String> opaque, String code) {}

    private record Code(String name, long offsetBytes) {}

    /** Of Python sources so many are kept by name, so much of each name: an archive may hold a million. */
    private static final int MOST_CODE = 1_000;

    private static final int MOST_CODE_NAME = 120;

    private final List<Row> rows;
    private final Consumer<String> format;
    private final Consumer<EmbeddedCode> code;
    private final Set<String> told = new HashSet<>();
    /** Per row and root, the markers that were seen, as bits. */
    private final List<Map<String, Integer>> roots = new ArrayList<>();

    private final long[] matching;
    private final List<Code> sources = new ArrayList<>(0);
    private long members;

    private Layouts(List<Row> rows, Consumer<String> format, Consumer<EmbeddedCode> code) {
        this.rows = rows;
        this.format = format;
        this.code = code;
        this.matching = new long[rows.size()];
        rows.forEach(_ -> roots.add(new HashMap<>()));
    }

    /** The rows, read once by each decoder. */
    static final class Table {
        private final List<Row> rows;

        Table() {
            try (InputStream in = Layouts.class.getResourceAsStream("layouts.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("layouts.tsv is missing");
                }
                rows = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Table::row)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Row row(String line) {
            List<String> cells = Parts.of(line, '\t');
            return new Row(
                    cells.get(0),
                    cells.get(1).equals("all"),
                    Parts.of(cells.get(2), ' '),
                    cells.get(3).isEmpty() ? List.of() : Parts.of(cells.get(3), ' '),
                    cells.size() > 4 ? cells.get(4) : "");
        }

        /**
         * @param format is told each layout that is found, once
         * @param code is told what loading runs
         */
        Layouts layouts(Consumer<String> format, Consumer<EmbeddedCode> code) {
            return new Layouts(rows, format, code);
        }
    }

    /** Takes note of a member. */
    void see(String memberName, long offsetBytes) {
        String name = memberName.toLowerCase(Locale.ROOT);
        if (name.endsWith("/")) {
            return;
        }
        members++;
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            if (isCode(row, name) && sources.size() < MOST_CODE) {
                sources.add(new Code(
                        name.length() > MOST_CODE_NAME ? memberName.substring(0, MOST_CODE_NAME) : memberName,
                        offsetBytes));
            }
            if (row.all()) {
                if (name.endsWith(row.markers().getFirst())) {
                    matching[r]++;
                }
                continue;
            }
            for (int m = 0; m < row.markers().size(); m++) {
                String root = rootOfMarker(name, row.markers().get(m));
                if (root != null) {
                    mark(r, root, m);
                }
            }
        }
    }

    private void mark(int row, String root, int marker) {
        int all = (1 << rows.get(row).markers().size()) - 1;
        if (roots.get(row).merge(root, 1 << marker, (a, b) -> a | b) == all) {
            tell(rows.get(row).format());
        }
    }

    private void tell(String id) {
        if (told.add(id)) {
            format.accept(id);
        }
    }

    /** Says what only the whole list of names can tell. */
    void end() {
        for (int r = 0; r < rows.size(); r++) {
            if (rows.get(r).all() && members > 0 && matching[r] == members) {
                tell(rows.get(r).format());
            }
            if (!rows.get(r).code().isEmpty() && told.contains(rows.get(r).format())) {
                sources.forEach(source ->
                        code.accept(new EmbeddedCode("python", printable(source.name()), "", source.offsetBytes())));
            }
        }
    }

    /** Below {@code .data/} lies what the writer keeps for itself: no module can be called that. */
    private static boolean isCode(Row row, String name) {
        return !row.code().isEmpty()
                && name.endsWith(row.code())
                && !name.startsWith(".data/")
                && !name.contains("/.data/");
    }

    private static String printable(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(c < ' ' || c >= 0x7f ? '?' : c);
        }
        return out.toString();
    }

    /** Whether no loader of a layout that was found interprets the member. */
    boolean isOpaque(String memberName) {
        if (told.isEmpty()) {
            return false;
        }
        String name = memberName.toLowerCase(Locale.ROOT);
        for (int r = 0; r < rows.size(); r++) {
            int all = (1 << rows.get(r).markers().size()) - 1;
            for (String pattern : rows.get(r).opaque()) {
                String root = rootOf(name, pattern);
                if (root != null && roots.get(r).getOrDefault(root, 0) == all) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String rootOfMarker(String name, String marker) {
        if (!marker.endsWith("/")) {
            return rootOf(name, marker);
        }
        if (name.startsWith(marker)) {
            return "";
        }
        for (int at = name.indexOf(marker); at > 0; at = name.indexOf(marker, at + 1)) {
            if (name.charAt(at - 1) == '/') {
                return name.substring(0, at);
            }
        }
        return null;
    }

    /** What stands before the pattern, with its slash, or null if the name does not end like the pattern. */
    private static @Nullable String rootOf(String name, String pattern) {
        int n = name.length();
        int p = pattern.length();
        while (p > 0) {
            char want = pattern.charAt(p - 1);
            if (want == '#') {
                int digits = n;
                while (n > 0 && name.charAt(n - 1) >= '0' && name.charAt(n - 1) <= '9') {
                    n--;
                }
                if (n == digits) {
                    return null;
                }
            } else if (n == 0 || name.charAt(--n) != want) {
                return null;
            }
            p--;
        }
        return n == 0 || name.charAt(n - 1) == '/' ? name.substring(0, n) : null;
    }
}
