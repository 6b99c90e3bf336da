package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Profile;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A language whose programs are read: a row of {@code languages.tsv}, a profile for the parser, and rows of what functions of its
 * libraries do. The tables are read with the first program. Thread-safe.
 */
final class Language {
    /**
     * What is only needed once there is a program.
     *
     * @param constants the same for all languages
     * @param sites null for languages whose names do not say enough
     */
    record Reading(
            Profile profile,
            Traits traits,
            ApiTable table,
            Prefilter prefilter,
            ConstantNames constants,
            @Nullable Sites sites) {}

    private static final int COLUMNS = 8;

    private final List<String> row;
    private final ConstantNames names;
    private @Nullable Reading reading;

    private Language(List<String> row, ConstantNames names) {
        this.row = row;
        this.names = names;
    }

    /** All of them, in the table's order. */
    static List<Language> all() {
        ConstantNames names = new ConstantNames();
        List<Language> all = new ArrayList<>();
        for (List<String> row :
                Rows.read(Objects.requireNonNull(Language.class.getResource("languages.tsv")), COLUMNS)) {
            all.add(new Language(row, names));
        }
        return all;
    }

    /** As in {@code CryptoUse.source}. */
    String name() {
        return row.get(0);
    }

    /** Endings of its files' names. */
    List<String> extensions() {
        return some(row.get(1));
    }

    /** Whether programs count that only call others which use cryptography. */
    boolean hasCallers() {
        return some(row.get(5)).contains("callers");
    }

    /** What is needed to read a program. */
    synchronized Reading reading() {
        if (reading == null) {
            List<URL> tables = new ArrayList<>();
            for (String table : some(row.get(7))) {
                String path = table.indexOf('/') < 0 ? name() + "/" + table : table;
                tables.add(Objects.requireNonNull(Language.class.getResource(path), path));
            }
            ApiTable table = new ApiTable(tables);
            Traits traits = new Traits(
                    some(row.get(3)),
                    Set.copyOf(some(row.get(4))),
                    some(row.get(5)).contains("explicit-self"),
                    some(row.get(5)).contains("qualified-members"),
                    some(row.get(5)).contains("last-values"),
                    some(row.get(5)).contains("packages"),
                    some(row.get(5)).contains("defaults"),
                    some(row.get(5)).contains("bare-names"),
                    some(row.get(5)).contains("pointers"),
                    some(row.get(5)).contains("commands"),
                    some(row.get(5)).contains("pipes"),
                    some(row.get(5)).contains("inherited-constructors"),
                    some(row.get(5)).contains("initializers"),
                    some(row.get(5)).contains("any-case"),
                    some(row.get(5)).contains("embedded"),
                    some(row.get(5)).contains("folders"),
                    Set.copyOf(some(row.get(6))));
            Prefilter prefilter = new Prefilter(Parts.of(row.get(2), '|'), table, traits.hasAnyCase(), names);
            reading = new Reading(
                    Profile.of(name()),
                    traits,
                    table,
                    prefilter,
                    names,
                    prefilter.readsImports() ? new Sites(table) : null);
        }
        return reading;
    }

    private static List<String> some(String field) {
        return field.equals("-") ? List.of() : Parts.of(field, ',');
    }
}
