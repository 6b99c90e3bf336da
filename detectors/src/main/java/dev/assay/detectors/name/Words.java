package dev.assay.detectors.name;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The words of {@code words.tsv} that mean something in names of one ecosystem. Immutable. */
final class Words {
    /** What a word is, each a bit. */
    static final int AFFIX = 1;

    static final int INSTALLING = 2;
    static final int AI = 4;
    static final int HELPER = 8;
    static final int EASY = 16;
    static final int GLUE = 32;
    static final int IMITATING = 64;
    static final int COMMON = 128;
    static final int SERVICE = 256;
    static final int FRAMEWORK = 512;
    static final int SUBJECT = 2048;

    private static final int SAY_NOTHING = COMMON | GLUE | AFFIX | INSTALLING | AI | HELPER | EASY;

    static final Map<String, Integer> CLASSES = Map.ofEntries(
            Map.entry("affix", AFFIX),
            Map.entry("installing", INSTALLING),
            Map.entry("ai", AI),
            Map.entry("helper", HELPER),
            Map.entry("easy", EASY),
            Map.entry("glue", GLUE),
            Map.entry("imitating", AFFIX | IMITATING),
            Map.entry("common", COMMON),
            Map.entry("service", SERVICE),
            Map.entry("framework", FRAMEWORK),
            Map.entry("subject", SUBJECT));

    private final byte[][] words;
    private final int[] classes;
    private final HashTable numbers;
    private final byte[][] glue;

    private Words(Map<String, Integer> rows) {
        List<byte[]> glued = new ArrayList<>();
        this.words = new byte[rows.size()][];
        this.classes = new int[rows.size()];
        this.numbers = new HashTable(rows.size());
        int number = 0;
        for (Map.Entry<String, Integer> row : rows.entrySet()) {
            words[number] = row.getKey().getBytes(StandardCharsets.US_ASCII);
            classes[number] = row.getValue();
            numbers.put(HashTable.mix(Form.hashOf(row.getKey()), 0), number);
            if ((row.getValue() & GLUE) != 0) {
                glued.add(words[number]);
            }
            number++;
        }
        this.glue = glued.toArray(byte[][]::new);
    }

    /** Those of the build and those of the user. */
    static Words of(Ecosystem ecosystem, UserNameRows user) {
        Map<String, Integer> rows = new TreeMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(Words.class.getResource("words.tsv")), 3)) {
            int bits = Objects.requireNonNull(CLASSES.get(row.getFirst()), row.getFirst());
            if (row.get(1).equals("*") || Parts.of(row.get(1), ' ').contains(ecosystem.type())) {
                Parts.of(row.get(2), ' ').forEach(word -> rows.merge(word, bits, (one, other) -> one | other));
            }
        }
        for (UserNameRows.Word row : user.words()) {
            if (row.ecosystems().isEmpty() || row.ecosystems().contains(ecosystem)) {
                row.words().forEach(word -> rows.merge(word, user.bits(row.wordClass()), (one, other) -> one | other));
            }
        }
        return new Words(rows);
    }

    /** What this token is, as bits; 0 if nothing. */
    int classes(Form form, int token) {
        return classes(form, form.start(token), form.end(token));
    }

    /** What these characters are. */
    int classes(Form form, int from, int to) {
        int number = numbers.get(HashTable.mix(form.hash(from, to), 0));
        return number >= 0 && words[number].length == to - from && form.hasAt(from, words[number])
                ? classes[number]
                : 0;
    }

    /** Whether these characters are a word that anybody can add to a name. */
    boolean saysNothing(Form form, int from, int to) {
        return (classes(form, from, to) & SAY_NOTHING) != 0;
    }

    /** What is put before or behind a name without a delimiter. */
    byte[][] glue() {
        return glue;
    }
}
