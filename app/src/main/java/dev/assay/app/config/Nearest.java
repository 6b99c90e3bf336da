package dev.assay.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may have meant who wrote a name that there is not. */
public final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    private record Candidate(String name, int distance) {}

    /** The end of a message: {@code ; did you mean a or b?}, or nothing if no name is near. Time: lengths times names. */
    public static String hint(String written, Collection<String> names) {
        String wanted = normal(written);
        List<Candidate> near = names.stream()
                .map(name -> new Candidate(name, distance(wanted, normal(name))))
                .filter(candidate -> candidate.distance() <= Math.max(2, wanted.length() / 4))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .toList();
        return near.isEmpty()
                ? ""
                : near.stream().map(Candidate::name).collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Characters to insert, remove or replace (Levenshtein); 0 if one ends or begins with the other, which people cut short. */
    private static int distance(String one, String other) {
        if (!one.isEmpty() && (other.startsWith(one) || other.endsWith(one) || one.startsWith(other))) {
            return 0;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
