package dev.assay.detectors.crypto.setup;

import dev.assay.detectors.crypto.CipherLists;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Configurations that a command edits in place: {@code sed -i -e 's/^MACs .*$/MACs hmac-md5/' /etc/ssh/sshd_config}. What stands
 * there now is read as the file that is edited is; of lists of what is disabled, what is taken out of them is enabled. Stateless.
 */
final class Edits {
    static final Set<String> PROGRAMS = Set.of("sed", "gsed", "perl");

    private static final String LEVEL = "SECLEVEL=";
    private static final String OPENSSL = "openssl";
    private static final String JAVA_SECURITY = "java-security";

    /** No Java disables these by itself. */
    private static final Set<String> CURRENT = Set.of("TLSv1.2", "TLSv1.3");

    private Edits() {}

    static void read(String program, List<Span> words, Commands.Effects effects, Uses uses) {
        List<Span> scripts = new ArrayList<>(1);
        List<Span> others = new ArrayList<>(2);
        boolean isInPlace = false;
        for (int i = 0; i < words.size(); i++) {
            Span word = words.get(i);
            String text = word.text();
            boolean isShort = text.startsWith("-") && !text.startsWith("--") && text.length() > 1;
            isInPlace |=
                    text.startsWith("--in-place") || isShort && letters(text).indexOf('i') >= 0;
            if (text.startsWith("--expression=")) {
                scripts.add(word.part(text.indexOf('=') + 1, text.length()).unquoted());
            } else if (isShort && letters(text).endsWith("e") || text.equals("--expression")) {
                if (i + 1 < words.size()) {
                    scripts.add(words.get(++i));
                }
            } else if (!text.startsWith("-")) {
                others.add(word);
            }
        }
        boolean isAlone = scripts.isEmpty() && !others.isEmpty() && !program.equals("perl");
        if (isAlone) {
            scripts.add(others.removeFirst());
        }
        if (isInPlace) {
            for (Span script : scripts) {
                Given given = new Given("shell", "sed", "TLS", Block.root(), script, OPENSSL, uses);
                Substitution.read(script.text()).forEach(one -> edit(one, others, given, effects));
            }
        }
    }

    /** Those of {@code -i.bak} and {@code -pi} that are options. */
    private static String letters(String word) {
        int end = 1;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        return word.substring(1, end);
    }

    private static void edit(Substitution one, List<Span> files, Given given, Commands.Effects effects) {
        Span line = new Span(one.after() + "\n", given.value().offset(), false);
        boolean isKnown = false;
        for (Span file : files) {
            String path = file.text();
            Program of = Program.of(path, line.text().getBytes(StandardCharsets.ISO_8859_1));
            String id = of == null ? "" : of.id();
            isKnown |= !id.isEmpty() && !id.equals(OPENSSL);
            if (id.equals(JAVA_SECURITY) && !one.isWhole()) {
                enabled(one, given);
            } else if (!id.equals(OPENSSL)) {
                effects.file(path, line);
            }
        }
        if (!isKnown) {
            ofOpenSsl(one.after(), given);
        }
    }

    /** What is taken out of a list is enabled, if that is of what is disabled: it says so, or has only what that has in it. */
    private static void enabled(Substitution one, Given given) {
        Set<String> versions = Versions.named(one.before());
        if (one.before().contains("disabledAlgorithms") || versions.stream().noneMatch(CURRENT::contains)) {
            versions.removeAll(Versions.named(one.after()));
            Versions.tell(versions, true, given);
        }
    }

    /** The last level of security, which may stand in whatever file, and directives. */
    private static void ofOpenSsl(String after, Given given) {
        int level = after.lastIndexOf(LEVEL); // behind a sign that may stay as it is
        CipherLists.shortestKey(level < 0 ? "" : "@" + after.substring(level))
                .ifPresent(bits -> given.protocol(Map.of("minKeyBits", bits), given.value()));
        Readings.read(
                "options", given.with(given.via(), new Span(after, given.value().offset(), false), OPENSSL));
    }
}
