package planted.detectors.second;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class UsesHiddenRegex {
    boolean find(String text) {
        return text.matches("(a+)+");
    }
}
