package planted.connectors;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class EndsProcess {
    void end() {
        System.exit(1);
    }
}
