package dev.assay.detectors.manifest.golang;

import dev.assay.engine.text.Parts;
import java.util.List;

/** Versions of modules as Go writes them (https://go.dev/ref/mod#versions). Pure functions. */
final class GoVersion {
    private static final int TIME_DIGITS = 14;
    private static final int COMMIT_DIGITS = 12;

    private GoVersion() {}

    /** Whether it has all three numbers, and if it names a commit, its time and all digits of it that are written. */
    static boolean isWhole(String version) {
        int plus = version.indexOf('+');
        String before = plus < 0 ? version : version.substring(0, plus);
        int dash = before.indexOf('-');
        List<String> numbers = Parts.of(dash < 0 ? before : before.substring(0, dash), '.');
        return before.startsWith("v")
                && numbers.size() == 3
                && isNumber(numbers.get(0).substring(1))
                && isNumber(numbers.get(1))
                && isNumber(numbers.get(2))
                && (dash < 0 || isRelease(before.substring(dash + 1)))
                && plus != version.length() - 1;
    }

    /** Behind the first dash: {@code rc.1}, or {@code 0.20191109021931-daa7c04131f5}. */
    private static boolean isRelease(String written) {
        int dash = written.lastIndexOf('-');
        String front = dash < 0 ? written : written.substring(0, dash);
        String time = front.substring(front.lastIndexOf('.') + 1);
        boolean isCommit = time.length() == TIME_DIGITS && isNumber(time);
        return !written.isEmpty() && (!isCommit || dash >= 0 && written.length() - dash - 1 == COMMIT_DIGITS);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
