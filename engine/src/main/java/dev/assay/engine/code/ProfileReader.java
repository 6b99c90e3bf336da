package dev.assay.engine.code;

import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the table of a language; whatever is not known or not there throws {@link IllegalArgumentException}. */
final class ProfileReader {
    private static final Set<String> KEYS = Set.of(
            "language",
            "layout",
            "lines",
            "imports",
            "traits",
            "letters",
            "comments",
            "nested-comments",
            "no-comments",
            "tags",
            "tags-end",
            "strings",
            "quotes-end-late",
            "names-with-sign",
            "name-ends",
            "means",
            "digit-separator",
            "suffixes",
            "operators",
            "precedence",
            "members",
            "continues",
            "lambda",
            "soft",
            "words");
    private static final Set<String> STRING_KEYS = Set.of(
            "open",
            "close",
            "prefixes",
            "escape",
            "doubled",
            "lines",
            "interpolations",
            "names",
            "specifier",
            "raw",
            "bytes",
            "indented",
            "hashes",
            "single",
            "delimited",
            "heredoc",
            "symbol",
            "chosen",
            "words",
            "runs");

    private final String file;
    private final Map<?, ?> map;

    /** A form of texts and the prefixes that it is known by; the empty one is none. */
    record Strings(StringForm form, List<String> prefixes) {}

    private ProfileReader(String file, Map<?, ?> map) {
        this.file = file;
        this.map = map;
        check(map, KEYS);
    }

    static Profile read(String language) {
        String file = language + ".yaml";
        try (InputStream in = ProfileReader.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no profile of the language " + language);
            }
            Object document = new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(in);
            if (!(document instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(file + ": not a map");
            }
            return new Profile(new ProfileReader(file, map));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(Map<?, ?> map, Set<String> known) {
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(file + ": unknown key " + key);
            }
        }
    }

    String text(String key) {
        Object value = map.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(map.get(key));
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT));
    }

    /** What is written side by side. */
    List<String> words(String key) {
        return split(map.get(key));
    }

    private static List<String> split(@Nullable Object value) {
        return value == null
                ? List.of()
                : Parts.of(String.valueOf(value).replace('\n', ' '), ' ').stream()
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    List<String> wordsOf(Word word) {
        if (!(map.get("words") instanceof Map<?, ?> words)) {
            throw new IllegalArgumentException(file + ": no words");
        }
        for (Object key : words.keySet()) {
            Word.valueOf(String.valueOf(key).toUpperCase(Locale.ROOT));
        }
        return split(words.get(word.name().toLowerCase(Locale.ROOT)));
    }

    int[] operators(String key) {
        return words(key).stream().mapToInt(Operators::id).toArray();
    }

    List<Profile.Comment> comments() {
        List<Profile.Comment> comments = new ArrayList<>();
        for (Object item : list(map, "comments")) {
            List<String> parts = split(item);
            comments.add(new Profile.Comment(parts.get(0), parts.size() > 1 ? parts.get(1) : ""));
        }
        return comments;
    }

    /** Changes what the language sets differently: a number, or two of infix and prefix. */
    void precedence(int[] infix, int[] prefix) {
        if (map.get("precedence") instanceof Map<?, ?> changes) {
            changes.forEach((level, signs) -> {
                for (String sign : split(signs)) {
                    String text = String.valueOf(level);
                    if (text.startsWith("prefix ")) {
                        prefix[Operators.id(sign)] = Integer.parseInt(text.substring(7));
                    } else {
                        infix[Operators.id(sign)] = Integer.parseInt(text);
                    }
                }
            });
        }
    }

    List<Strings> strings() {
        List<Strings> all = new ArrayList<>();
        for (Object item : list(map, "strings")) {
            Map<?, ?> row = (Map<?, ?>) item;
            check(row, STRING_KEYS);
            List<String> prefixes = new ArrayList<>();
            for (String prefix : row.containsKey("prefixes") ? split(row.get("prefixes")) : List.of("none")) {
                prefixes.add(prefix.equals("none") ? "" : prefix);
            }
            String closes = row.containsKey("close") ? String.valueOf(row.get("close")) : "";
            for (String open : split(row.get("open"))) {
                String escape = row.containsKey("escape") ? String.valueOf(row.get("escape")) : "";
                StringForm form = new StringForm(
                        open,
                        closes.isEmpty() ? open : closes,
                        escape.isEmpty() ? 0 : escape.charAt(0),
                        is(row, "doubled"),
                        is(row, "lines"),
                        split(row.get("interpolations")),
                        is(row, "names"),
                        is(row, "specifier"),
                        is(row, "raw"),
                        is(row, "bytes"),
                        is(row, "indented"),
                        is(row, "hashes"),
                        is(row, "single"),
                        is(row, "delimited"),
                        row.containsKey("heredoc") ? String.valueOf(row.get("heredoc")) : "",
                        is(row, "symbol"),
                        is(row, "chosen"),
                        is(row, "words"),
                        is(row, "runs"));
                all.add(new Strings(form, prefixes));
            }
        }
        return all;
    }

    private static boolean is(Map<?, ?> row, String key) {
        return Boolean.TRUE.equals(row.get(key));
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }
}
