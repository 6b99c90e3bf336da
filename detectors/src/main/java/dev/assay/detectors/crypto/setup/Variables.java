package dev.assay.detectors.crypto.setup;

import dev.assay.detectors.crypto.AlgorithmNames;
import dev.assay.detectors.crypto.Algorithms;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.text.Lines;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Variables of Terraform over files: what one file says of them, and directives of another one that have them as their value. Of values only
 * such are told as some directive may mean: others may be passwords. Stateless.
 */
final class Variables {
    static final String TERRAFORM = "terraform";

    /** The same as JSON. */
    static final String TERRAFORM_VARIABLES = "terraform-variables";

    /** In front of a variable's name, of what it is unless somebody says otherwise, and of what it is set to. */
    static final String DEFAULT = "terraform:default.";

    static final String SET = "terraform:set.";

    /** In front of a module's name: the folder that it lies in, and behind a further point what a variable of it is given. */
    static final String SOURCE = "terraform:source.";

    static final String CALL = "terraform:call.";

    static final String MODULE = "module";

    private static final String VARIABLE = "var.";
    private static final String DEFAULT_HERE = "here";
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_VERSION = 16;

    private static final Set<String> WORDS = Directives.all()
            .rows()
            .filter(row -> row.program().equals(TERRAFORM))
            .filter(row -> row.reading().equals("values") || row.reading().equals("named"))
            .flatMap(row -> Parts.of(row.argument(), ' ').stream())
            .filter(word -> word.indexOf('=') > 0)
            .map(word -> word.substring(0, word.indexOf('=')).toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private Variables() {}

    /** The variable that a value is, in the form in which names are compared; null if it is none. */
    static @Nullable String named(Span value) {
        String text = value.unquoted().text();
        boolean isQuoted = text.startsWith("${") && text.endsWith("}");
        String bare = isQuoted ? text.substring(2, text.length() - 1).strip() : text;
        boolean isName = bare.startsWith(VARIABLE)
                && bare.length() > VARIABLE.length()
                && bare.chars()
                        .skip(VARIABLE.length())
                        .allMatch(c -> c == '_' || c == '-' || Character.isLetterOrDigit(c));
        return isName ? Span.key(bare.substring(VARIABLE.length())) : null;
    }

    /** What other files may say of a variable; null if that says nothing of cryptography. */
    static @Nullable SharedConstant shared(String prefix, String name, Span value) {
        String text = value.unquoted().text();
        return mayMean(text) ? new SharedConstant(prefix + Span.key(name), text, value.offset()) : null;
    }

    /**
     * What a module is given, or where it lies.
     *
     * @param path of the setting, in the form in which names are compared
     * @return null if it is no setting of a module, or says nothing of cryptography
     */
    static @Nullable SharedConstant given(String path, Span value) {
        List<String> parts = Parts.of(path, '.');
        if (parts.size() != 3 || !parts.getFirst().equals(MODULE)) {
            return null;
        }
        if (!parts.getLast().equals("source")) {
            return shared(CALL + parts.get(1) + ".", parts.getLast(), value);
        }
        String folder = value.unquoted().text();
        boolean isBeside = folder.startsWith("./") || folder.startsWith("../");
        return isBeside && folder.length() <= MOST_CHARACTERS
                ? new SharedConstant(SOURCE + parts.get(1), folder, value.offset())
                : null;
    }

    private static boolean mayMean(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean isVersion = text.length() <= MOST_VERSION && (lower.startsWith("tls") || lower.startsWith("ssl"));
        return isVersion
                || Readings.isNumber(text)
                || Readings.isKnown(text)
                || WORDS.contains(lower)
                || lower.equals("true")
                || lower.equals("false")
                || Algorithms.all().curve(text).isPresent()
                || AlgorithmNames.all().read(text).isKnown()
                || areSuites(text);
    }

    private static boolean areSuites(String text) {
        List<Span> words = new Span(text, 0).parts(" \t\r\n,:[]\"'");
        return !words.isEmpty()
                && words.stream()
                        .allMatch(
                                word -> AlgorithmNames.all().suite(word.text()).isPresent());
    }

    /**
     * A directive whose value another file may say.
     *
     * @param isSaidHere whether its own file says what the variable is unless somebody says otherwise
     */
    static OpenUse open(Given given, String reading, String variable, boolean isSaidHere, Lines lines) {
        int offset = given.value().offset();
        return new OpenUse(CryptoUse.of(
                CryptoUse.Kind.PROTOCOL,
                "",
                OpenUse.SETTING,
                Map.of(
                        "reading",
                        reading,
                        "argument",
                        given.argument(),
                        "protocol",
                        given.protocol(),
                        "variable",
                        variable,
                        "value",
                        given.value().text(),
                        "default",
                        isSaidHere ? DEFAULT_HERE : ""),
                given.source(),
                given.via(),
                offset,
                lines.line(offset),
                lines.column(offset)));
    }

    /** Whether its own file has said what it is by default. */
    static boolean isSaidHere(CryptoUse open) {
        return DEFAULT_HERE.equals(open.parameters().get("default"));
    }

    static String variable(CryptoUse open) {
        return open.parameters().getOrDefault("variable", "");
    }

    /** What a directive says with this value, or with the variable itself where nobody says what that is. */
    static List<CryptoUse> read(CryptoUse open, @Nullable String value) {
        Map<String, String> held = open.parameters();
        String text = value == null ? held.getOrDefault("value", "") : value;
        Uses uses = new Uses(new Lines(new byte[0], 0));
        Given given = new Given(
                open.source(),
                open.via(),
                held.getOrDefault("protocol", ""),
                Block.root(),
                new Span(text, 0, false),
                held.getOrDefault("argument", ""),
                uses);
        Readings.read(held.getOrDefault("reading", ""), given);
        return uses.all().stream()
                .map(use -> new CryptoUse(
                        use.kind(),
                        use.algorithm(),
                        use.purpose(),
                        use.parameters(),
                        use.source(),
                        use.via(),
                        open.offsetBytes(),
                        open.line(),
                        open.column()))
                .toList();
    }
}
