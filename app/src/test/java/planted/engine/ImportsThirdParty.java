package planted.engine;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsThirdParty {
    final tools.jackson.core.json.JsonFactory json = new tools.jackson.core.json.JsonFactory();
}
