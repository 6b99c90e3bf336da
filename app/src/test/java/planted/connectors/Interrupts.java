package planted.connectors;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class Interrupts {
    void cancel(Thread thread) {
        thread.interrupt();
    }
}
