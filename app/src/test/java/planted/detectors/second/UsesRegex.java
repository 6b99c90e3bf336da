package planted.detectors.second;

import java.util.regex.Pattern;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class UsesRegex {
    final Pattern pattern = Pattern.compile("(a+)+");
}
