package planted.engine;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsDetector {
    final planted.detectors.Registration detector = new planted.detectors.Registration();
}
