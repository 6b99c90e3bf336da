package dev.assay.detectors.crypto.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads which versions of TLS are allowed, in the ways in which programs write it. Stateless. */
final class Versions {
    private static final String SEPARATORS = "+ \t\r\n,;:|\"'[]()";
    private static final List<String> ORDER = new ArrayList<>();
    private static final Map<String, String> NAMES = names();

    /** What programs mean by all of them: no library has SSL 2 any more. */
    private static final int FIRST_OF_ALL = 1;

    /** Libraries that one can tell a bound are built without SSL 3, since OpenSSL 1.1.0. */
    private static final String FIRST_OF_BOUNDS = "TLSv1.0";

    private Versions() {}

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (List<String> row : Table.read("versions.tsv", 2)) {
            ORDER.add(row.get(0));
            for (String name : Table.list(row.get(1))) {
                names.put(name, row.get(0));
            }
        }
        return Map.copyOf(names);
    }

    private static @Nullable String version(String written) {
        String bare = written.substring(written.lastIndexOf('.', written.length() - 4) + 1); // Protocol.TLSv1.2
        StringBuilder key = new StringBuilder();
        for (char c : Span.key(bare).toCharArray()) {
            if (c != '.' && c != '+') {
                key.append(c);
            }
        }
        String found = NAMES.get(key.toString());
        return found == null && bare.length() < written.length() ? version(bare) : found;
    }

    private static List<String> all() {
        return ORDER.subList(FIRST_OF_ALL, ORDER.size());
    }

    /** A list, in which signs take away: {@code TLSv1.2 TLSv1.3}, {@code all -SSLv3}, {@code !SSLv2, !SSLv3}, {@code >=TLSv1.2}. With the argument {@code all} an empty one has all. */
    static void list(Given given) {
        Set<String> allowed = new TreeSet<>();
        boolean any = false;
        for (Span word : given.value().parts(SEPARATORS)) {
            String text = word.text();
            char sign = text.charAt(0);
            boolean isBound = text.startsWith(">=") || text.startsWith("<=");
            boolean isSigned = isBound || sign == '-' || sign == '!';
            String bare = text.substring(isBound ? 2 : isSigned ? 1 : 0);
            boolean isAll = Span.key(bare).equals("all") || Span.key(bare).equals("any");
            String version = isAll ? "" : version(bare);
            if (version == null) {
                continue;
            }
            boolean takesAway = sign == '-' || sign == '!';
            if (!any && (takesAway || isBound)) {
                allowed.addAll(all());
            }
            any = true;
            Set<String> meant = isAll ? Set.copyOf(all()) : Set.of(version);
            if (isBound) {
                int at = ORDER.indexOf(version);
                allowed.removeIf(each -> sign == '>' ? ORDER.indexOf(each) < at : ORDER.indexOf(each) > at);
            } else if (takesAway) {
                allowed.removeAll(meant);
            } else {
                allowed.addAll(meant);
            }
        }
        if (given.argument().equals("all") && given.value().text().isBlank()) {
            any = allowed.addAll(ORDER.subList(ORDER.indexOf(FIRST_OF_BOUNDS), ORDER.size()));
        }
        tell(allowed, any, given);
    }

    /** All but those that are listed. */
    static void off(Given given) {
        Set<String> allowed = new TreeSet<>(all());
        allowed.retainAll(ORDER.subList(ORDER.indexOf(FIRST_OF_BOUNDS), ORDER.size()));
        boolean any = false;
        for (Span word : given.value().parts(SEPARATORS)) {
            String version = version(word.text());
            any |= version != null;
            allowed.remove(version == null ? "" : version);
        }
        tell(allowed, any, given);
    }

    /** The oldest; {@code None} of OpenSSL is none. */
    static void from(Given given) {
        Span value = given.value().unquoted();
        if (value.text().equalsIgnoreCase("none")) {
            tell(Set.copyOf(ORDER.subList(ORDER.indexOf(FIRST_OF_BOUNDS), ORDER.size())), true, given);
            return;
        }
        boolean fits = given.argument().equals("-") || value.text().startsWith(given.argument());
        String version = fits ? version(value.text()) : null;
        Set<String> allowed =
                version == null ? Set.of() : new LinkedHashSet<>(ORDER.subList(ORDER.indexOf(version), ORDER.size()));
        tell(allowed, version != null, fits ? given : given.with(given.via(), new Span("", value.offset()), ""));
    }

    /** The newest. What is older may be allowed or not, so that nothing is said of it. */
    static void upTo(Given given) {
        Span value = given.value().unquoted();
        boolean fits = given.argument().equals("-") || value.text().startsWith(given.argument());
        String version = fits ? version(value.text()) : null;
        tell(version == null ? Set.of() : Set.of(version), version != null, given);
    }

    /** @param any whether something was understood; if not, a value that is worked out elsewhere is one that nobody knows */
    static void tell(Set<String> allowed, boolean any, Given given) {
        if (any && !allowed.isEmpty()) {
            List<String> inOrder = ORDER.stream().filter(allowed::contains).toList();
            given.protocol(Map.of("versions", String.join("|", inOrder)), given.value());
        } else if (!any && given.value().isOpen()) {
            given.protocol(Map.of("versions", "?"), given.value());
        }
    }

    /** All that a text names. */
    static Set<String> named(String text) {
        Set<String> named = new TreeSet<>();
        for (Span word : new Span(text, 0).parts(SEPARATORS + "=")) {
            String version = version(word.text());
            if (version != null) {
                named.add(version);
            }
        }
        return named;
    }

    /** Those that a list of disabled algorithms of Java leaves. */
    static Set<String> leftBy(Set<String> disabled) {
        Set<String> left = new TreeSet<>(all());
        for (String name : disabled) {
            String version = version(name);
            left.remove(version == null ? "" : version);
        }
        return left;
    }

    static String joined(Set<String> versions) {
        return String.join("|", ORDER.stream().filter(versions::contains).toList());
    }
}
