package dev.assay.detectors.crypto.setup;

import dev.assay.detectors.crypto.CipherLists;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways in which values are read, by the names that the tables have for them. Stateless. */
final class Readings {
    /** Of 32 bytes in base 64. */
    private static final int KEY_CHARACTERS = 44;

    /** Of the shortest keys that are in use. */
    private static final int LEAST_HEX = 16;

    private static final String VERSION_OFF = "version-off";
    private static final Set<String> NO_ALGORITHMS = Set.of("default", "auto", "any", "all", "");
    private static final Map<String, String> POLICIES = new HashMap<>();
    private static final Map<String, List<String>> SPECS = new HashMap<>();
    private static final Map<String, List<String>> PROPOSALS = new HashMap<>();

    static {
        Table.read("policies.tsv", 2).forEach(row -> POLICIES.put(row.get(0), row.get(1)));
        Table.read("specs.tsv", 4).forEach(row -> SPECS.put(row.get(0), row));
        Table.read("proposals.tsv", 4).forEach(row -> PROPOSALS.put(row.get(0), row));
    }

    private static final Map<String, Consumer<Given>> BY_NAME = Map.ofEntries(
            Map.entry("versions", Versions::list),
            Map.entry("versions-off", Versions::off),
            Map.entry("version-min", Versions::from),
            Map.entry("version-max", Versions::upTo),
            Map.entry(VERSION_OFF, given -> versionsOff(List.of(given))),
            Map.entry("host-lines", HostLines::read),
            Map.entry("pg-hba", HostLines::read),
            Map.entry("suites", Readings::suites),
            Map.entry("suite-if-true", Readings::suiteIfTrue),
            Map.entry("groups", Readings::groups),
            Map.entry("signatures", Readings::signatures),
            Map.entry("algorithms", Readings::algorithms),
            Map.entry("algorithm", given -> algorithm(given.value().unquoted(), given.argument(), given)),
            Map.entry("named", Readings::named),
            Map.entry("bits", Readings::bits),
            Map.entry("curve", Readings::curve),
            Map.entry("values", Readings::values),
            Map.entry("empty", Readings::empty),
            Map.entry("policy", Readings::policy),
            Map.entry("spec", Readings::spec),
            Map.entry("specs", Readings::specs),
            Map.entry("min-bits", Readings::shortest),
            Map.entry("url", Readings::url),
            Map.entry("private-key", given -> key("private", given)),
            Map.entry("public-key", given -> key("public", given)),
            Map.entry("preshared-key", given -> key("secret", given)),
            Map.entry("password-hash", PasswordHashes::read),
            Map.entry("secret-key", Readings::secretKey),
            Map.entry("proposals", Readings::proposals),
            Map.entry("disabled", DisabledAlgorithms::read),
            Map.entry("flags", Readings::flags),
            Map.entry("options", Readings::options));

    private Readings() {}

    /** @throws IllegalArgumentException if a table names a reading that there is not */
    static void read(String reading, Given given) {
        Consumer<Given> known = BY_NAME.get(reading);
        if (known == null) {
            throw new IllegalArgumentException("no reading " + reading);
        }
        known.accept(given);
    }

    static boolean isThere(String reading) {
        return BY_NAME.containsKey(reading);
    }

    /** Whether it is a name that a table of clouds has. */
    static boolean isKnown(String text) {
        return POLICIES.containsKey(text) || SPECS.containsKey(text);
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void suites(Given given) {
        if (Priorities.isOne(given.value().unquoted().text())) {
            Priorities.read(given);
            return;
        }
        Optional<List<String>> suites = CipherLists.all().suites(given.value().text());
        Map<String, String> parameters = new TreeMap<>();
        if (suites.filter(each -> !each.isEmpty()).isPresent()) {
            parameters.put("suites", String.join("|", suites.get()));
        } else if (suites.isEmpty()
                && given.value().isOpen()
                && !CipherLists.hasLevel(given.value().text())) {
            parameters.put("suites", "?");
        }
        CipherLists.shortestKey(given.value().text()).ifPresent(bits -> parameters.put("minKeyBits", bits));
        if (!parameters.isEmpty()) {
            given.protocol(parameters, given.value());
        }
    }

    /** A suite that is the name of the directive, and on if the value is {@code true}. */
    private static void suiteIfTrue(Given given) {
        if (given.value().unquoted().text().equalsIgnoreCase("true")) {
            suites(given.with(given.via(), new Span(given.via(), given.value().offset(), false), "-"));
        }
    }

    /** {@code X25519:prime256v1}. */
    private static void groups(Given given) {
        for (Span word : given.value().parts(" \t\r\n,:/\"'[]")) {
            boolean isMarked = word.text().charAt(0) == '?' || word.text().charAt(0) == '*';
            if (word.text().charAt(0) != '-') {
                algorithm(isMarked ? word.part(1, word.text().length()) : word, "key-agreement", given);
            }
        }
    }

    /** {@code ECDSA+SHA256:RSA-PSS+SHA256:ed25519}. */
    private static void signatures(Given given) {
        for (Span word : given.value().parts(" \t\r\n,:\"'[]")) {
            int plus = word.text().indexOf('+');
            String of = plus < 0 ? "" : word.text().substring(0, plus).toUpperCase(Locale.ROOT);
            if (plus <= 0) {
                algorithm(word, "signature", given);
            } else {
                boolean isPss = of.endsWith("PSS");
                String name = word.text().substring(plus + 1) + "with" + (isPss ? "RSA" : of);
                given.algorithm(name, "signature", isPss ? Map.of("padding", "PSS") : Map.of(), word);
            }
        }
    }

    /** A list; the argument is the purpose and, where the list is of what another algorithm uses, that one. */
    private static void algorithms(Given given) {
        List<Span> words = given.value().parts(" \t\r\n,:\"'");
        if (words.isEmpty() || words.getFirst().text().charAt(0) == '-') {
            return; // what is taken away is not used
        }
        for (Span word : words) {
            char sign = word.text().charAt(0);
            Span bare = sign == '+' || sign == '^' ? word.part(1, word.text().length()) : word;
            String outer = given.argumentTail();
            String purpose = given.argumentHead();
            if (given.protocol().equals(SshPatterns.PROTOCOL) && SshPatterns.isOne(bare.text())) {
                SshPatterns.names(purpose, bare.text()).forEach(name -> given.algorithm(name, purpose, Map.of(), bare));
            } else if (outer.isEmpty()) {
                algorithm(bare, purpose, given);
            } else if (bare.text().equalsIgnoreCase("none")) {
                given.algorithm("NULL", purpose, Map.of(), bare);
            } else {
                given.algorithm(outer, purpose, Map.of("hash", bare.text()), bare);
            }
        }
    }

    private static void algorithm(Span name, String purpose, Given given) {
        String text = name.text().startsWith("-") ? name.text().substring(1) : name.text();
        boolean isNone = text.equalsIgnoreCase("none");
        if (NO_ALGORITHMS.contains(text.toLowerCase(Locale.ROOT))
                || isNone && !purpose.equals("cipher")
                || text.length() > 100) {
            return;
        }
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || name.isOpen()) {
            return; // a pattern, or worked out elsewhere
        }
        given.algorithm(isNone ? "NULL" : text, purpose, Map.of(), name);
    }

    /** {@code RSA=RSA key-generation}: the words of the argument are values, each with an algorithm, and its purpose. */
    private static void named(Given given) {
        List<String> words = Parts.of(given.argument(), ' ');
        Span value = given.value().unquoted();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            int equals = words.get(i).indexOf('=');
            String wanted = words.get(i).substring(0, equals);
            if (wanted.equalsIgnoreCase(value.text())
                    || wanted.equals("any") && !value.text().isEmpty()) {
                given.algorithm(words.get(i).substring(equals + 1), words.get(i + 1), Map.of(), value);
            }
        }
    }

    /** A number of bits, also behind a colon; the algorithm may be what another value of the block says. */
    private static void bits(Given given) {
        Span value = given.value().unquoted();
        String bits = value.text().substring(value.text().lastIndexOf(':') + 1);
        String of = algorithmOf(given);
        if (isNumber(bits) && !bits.equals("0") && !of.isEmpty() && of.length() < 40) {
            given.algorithm(of, given.argumentTail(), Map.of("keyBits", bits), value);
        }
    }

    /** The first word of the argument; behind {@code @} what a value beside it says, and behind a colon what counts without one. */
    private static String algorithmOf(Given given) {
        String of = given.argumentHead();
        if (!of.startsWith("@")) {
            return of;
        }
        int colon = of.indexOf(':');
        Span said = given.block().value(of.substring(1, colon));
        String algorithm = said == null ? "" : said.unquoted().text();
        return NO_ALGORITHMS.contains(algorithm.toLowerCase(Locale.ROOT)) ? of.substring(colon + 1) : algorithm;
    }

    private static void curve(Given given) {
        Span value = given.value().unquoted();
        if (!value.text().isEmpty() && !value.isOpen()) {
            given.algorithm("EC", given.argument(), Map.of("curve", value.text()), value);
        }
    }

    /** {@code off=verification:none}: values, each with a parameter; {@code any} for all that is not a way to say no. */
    private static void values(Given given) {
        Map<String, String> parameters = new TreeMap<>();
        List<Span> words = given.value().parts(" \t\r\n,;\"'");
        List<Span> said = words.isEmpty() ? List.of(given.value()) : words.subList(0, Math.min(words.size(), 8));
        for (Span word : said) {
            String parameter = parameter(given.argument(), word.text());
            if (parameter != null) {
                int colon = parameter.indexOf(':');
                parameters.merge(
                        parameter.substring(0, colon),
                        parameter.substring(colon + 1),
                        (one, other) -> Parts.of(one, '|').contains(other) ? one : one + "|" + other);
            }
        }
        tell(parameters, given);
    }

    /** {@code +UnsafeLegacyRenegotiation,-Compression}: values that a hyphen in front turns off, also those before it. */
    private static void flags(Given given) {
        Map<String, Span> on = new LinkedHashMap<>();
        for (Span word : given.value().parts(" \t\r\n,;\"'")) {
            char sign = word.text().charAt(0);
            boolean isSigned = sign == '-' || sign == '+';
            Span bare = isSigned ? word.part(1, word.text().length()) : word;
            String key = bare.text().toLowerCase(Locale.ROOT);
            if (sign == '-') {
                on.remove(key);
            } else {
                on.put(key, bare);
            }
        }
        on.values().forEach(word -> values(given.with(word.text(), word, given.argument())));
    }

    private static void tell(Map<String, String> parameters, Given given) {
        if (parameters.containsKey("transport")) {
            given.uses().add(CryptoUse.Kind.PROTOCOL, "", "connection", parameters, given, given.value());
        } else if (!parameters.isEmpty()) {
            given.protocol(parameters, given.value());
        }
    }

    private static @Nullable String parameter(String argument, String value) {
        for (String row : Parts.of(argument, ' ')) {
            int equals = row.lastIndexOf('=');
            String wanted = row.substring(0, equals);
            boolean isNo = Set.of("false", "no", "off", "0").contains(value.toLowerCase(Locale.ROOT));
            boolean isBeginning = wanted.length() > 1
                    && wanted.endsWith("*")
                    && value.regionMatches(true, 0, wanted, 0, wanted.length() - 1);
            if (wanted.equalsIgnoreCase(value) || isBeginning || wanted.equals("any") && !isNo) {
                return row.substring(equals + 1);
            }
        }
        return null;
    }

    /** A parameter that only an empty value has. */
    private static void empty(Given given) {
        if (given.value().unquoted().text().isEmpty()) {
            tell(
                    Map.of(
                            given.argument().substring(0, given.argument().indexOf(':')),
                            given.argument().substring(given.argument().indexOf(':') + 1)),
                    given);
        }
    }

    /** A cloud's name for a set of versions, or else a version. */
    private static void policy(Given given) {
        Span value = given.value().unquoted();
        String versions = POLICIES.get(value.text());
        if (versions == null) {
            Versions.from(given.with(given.via(), value, "-"));
        } else {
            given.protocol(Map.of("versions", versions), value);
        }
    }

    private static void spec(Given given) {
        Span value = given.value().unquoted();
        List<String> row = SPECS.get(value.text());
        if (row != null) {
            given.algorithm(row.get(1), row.get(2), Table.parameters(row.get(3)), value);
        }
    }

    /** {@code aes256-sha256-modp2048,3des-sha1!}. */
    private static void proposals(Given given) {
        String before = given.argument().equals("-") ? "" : given.argument();
        for (Span word : given.value().parts(" \t\r\n,-!;+\"'[]")) {
            String name = word.text().toLowerCase(Locale.ROOT);
            List<String> row = PROPOSALS.getOrDefault(before + name, PROPOSALS.get(name));
            if (row != null) {
                given.algorithm(row.get(1), row.get(2), Table.parameters(row.get(3)), word);
            }
        }
    }

    /** {@code aes256-cts-hmac-sha1-96 arcfour-hmac}: several names of kinds of keys. */
    private static void specs(Given given) {
        for (Span word : given.value().parts(" \t\r\n,\"'")) {
            spec(given.with(given.via(), word, given.argument()));
        }
    }

    /** The bits of the shortest key that is taken; the argument is the algorithm, and its purpose. */
    private static void shortest(Given given) {
        Span value = given.value().unquoted();
        if (isNumber(value.text())) {
            given.algorithm(given.argumentHead(), given.argumentTail(), Map.of("minKeyBits", value.text()), value);
        }
    }

    /** A key of 32 bytes in base 64, of which nothing is kept; the argument is the algorithm, and its purpose. */
    private static void key(String part, Given given) {
        Span value = given.value().unquoted();
        boolean isKey = value.text().length() == KEY_CHARACTERS
                && value.text().endsWith("=")
                && value.text().chars().noneMatch(c -> c <= ' ' || c == '$' || c == '{');
        if (isKey) {
            given.uses()
                    .add(
                            CryptoUse.Kind.KEY,
                            given.argumentHead(),
                            given.argumentTail(),
                            part.equals("public") ? Map.of("part", part) : Map.of("part", part, "encrypted", "no"),
                            given,
                            value);
        }
    }

    /** A key that both sides have, in hexadecimal, of which nothing is kept. */
    private static void secretKey(Given given) {
        Span value = given.value().unquoted();
        int end = value.text().indexOf(',');
        String key = (end < 0 ? value.text() : value.text().substring(0, end)).strip();
        boolean isKey = key.length() >= LEAST_HEX && key.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (isKey) {
            String bits = Integer.toString(key.length() * 4);
            given.uses()
                    .add(
                            CryptoUse.Kind.KEY,
                            algorithmOf(given),
                            given.argumentTail(),
                            Map.of("part", "secret", "encrypted", "no", "keyBits", bits),
                            given,
                            value);
        }
    }

    /** An address whose parameters, {@code ?sslmode=disable&a=b} or {@code ;encrypt=false}, are directives of the program in the argument. */
    private static void url(Given given) {
        options(given.value().parts("?&;= \t\r\n\"'"), given);
    }

    /** Words that are directives of the program that the argument names, each with the word behind it. */
    private static void options(Given given) {
        List<Span> words = new ArrayList<>();
        for (Span part : given.value().parts(" \t\r\n>();\"'")) {
            Span word = bare(part);
            int equals = word.text().indexOf('=');
            if (equals > 0 && option(word.text().substring(0, equals), given) == null) {
                words.add(word); // DEFAULT@SECLEVEL=0
                continue;
            }
            if (equals > 0) {
                words.add(word.part(0, equals));
            }
            Span value = word.part(equals + 1, word.text().length());
            if (!value.text().isEmpty()) {
                words.add(value);
            }
        }
        options(words, given);
    }

    /** The row of a word that is a directive; null if it is none. */
    private static Directives.@Nullable Directive option(String name, Given given) {
        return Directives.all().find(given.argument(), Span.key(given.via()) + "." + Span.key(name));
    }

    private static void options(List<Span> words, Given given) {
        List<Given> off = new ArrayList<>();
        boolean hasBound = false;
        for (int i = 0; i < words.size(); i++) {
            Span name = words.get(i);
            Directives.Directive row = option(name.text(), given);
            if (row == null || row.reading().equals("options") || row.reading().equals("url")) {
                continue;
            }
            if (row.reading().equals(VERSION_OFF)) {
                off.add(given.with(name.text(), name, row.argument()));
                continue;
            }
            hasBound |= row.reading().startsWith("version-m") || row.argument().contains("versions:");
            Span value = i + 1 < words.size() ? words.get(i + 1) : new Span("", name.offset());
            read(row.reading(), given.with(name.text(), value, row.argument()));
        }
        if (!hasBound) { // which counts instead
            versionsOff(off);
        }
    }

    /** Words that each take one version away: what all of them leave. */
    private static void versionsOff(List<Given> words) {
        if (!words.isEmpty()) {
            Given first = words.getFirst();
            String off = words.stream().map(Given::argument).collect(Collectors.joining(","));
            Versions.off(first.with(first.via(), new Span(off, first.value().offset(), false), "-"));
        }
    }

    private static Span bare(Span word) {
        return word.text().endsWith(",") ? word.part(0, word.text().length() - 1) : word;
    }
}
