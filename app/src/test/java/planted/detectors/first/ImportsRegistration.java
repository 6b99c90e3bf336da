package planted.detectors.first;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsRegistration {
    final planted.detectors.Registration registration = new planted.detectors.Registration();
}
