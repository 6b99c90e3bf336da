package planted.engine;

import java.util.HashMap;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class StaticRegistry {
    static final HashMap<String, String> REGISTRY = new HashMap<>();
}
