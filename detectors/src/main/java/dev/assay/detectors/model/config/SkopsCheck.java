package dev.assay.detectors.model.config;

import dev.assay.detectors.model.config.Libraries.Loader;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import java.util.Map;
import java.util.Set;

/**
 * {@code schema.json} of skops: a tree of nodes, each with the class that it becomes and the kind of node that builds it.
 * What skops does not trust by itself it builds only where the user says so; what goes around that is told as an attack.
 */
final class SkopsCheck implements Check {
    /** What each kind of node does with the class it names; the others build containers and values. */
    private static final Map<String, Set<Use>> USES = Map.of(
            "FunctionNode", Set.of(Use.IMPORTED),
            "TypeNode", Set.of(Use.IMPORTED),
            "ObjectNode", Set.of(Use.IMPORTED, Use.INSTANTIATED, Use.BUILT),
            "ConstructorFromReduceNode", Set.of(Use.IMPORTED, Use.CALLED),
            "OperatorFuncNode", Set.of(Use.IMPORTED, Use.CALLED),
            "MethodNode", Set.of(Use.IMPORTED));

    /** What skops itself writes as such a node. */
    private static final Set<String> OPERATORS = Set.of("attrgetter", "itemgetter", "methodcaller");

    private final Libraries libraries;

    SkopsCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.mappings(document, mapping -> {
            String loader = mapping.text("__loader__");
            if (loader != null) {
                node(loader, mapping, seen);
            }
        });
    }

    private void node(String loader, Mapping node, Sightings seen) {
        String module = node.text("__module__");
        String name = node.text("__class__");
        if (module == null || name == null) {
            return; // skops refuses it
        }
        if (loader.equals("OperatorFuncNode") && !(module.equals("operator") && OPERATORS.contains(name))) {
            seen.anomaly(
                    "model/skops-operator",
                    "a node of the kind OperatorFuncNode says that it is " + Quoted.of(module + "." + name),
                    node);
            seen.callable("operator." + name, Set.of(Use.IMPORTED, Use.CALLED), node.mapping("attrs"), node);
        } else if (loader.equals("MethodNode")) {
            method(module, name, node.mapping("content"), node, seen);
        }
        Set<Use> uses = USES.get(loader);
        if (uses != null && !libraries.isKnown(Loader.SKOPS, module + "." + name)) {
            seen.anomaly(
                    "model/skops-untrusted-type", Quoted.of(module + "." + name) + " by a " + Quoted.of(loader), node);
            seen.callable(module + "." + name, uses, node.mapping("content"), node);
        }
    }

    /** Versions before 0.12 look up the method on what the node holds, and ask whether they trust what it claims to be. */
    private static void method(String module, String name, Mapping content, Mapping node, Sightings seen) {
        Mapping held = content.mapping("obj");
        String method = content.text("func");
        boolean same = module.equals(held.text("__module__")) && name.equals(held.text("__class__"));
        if (!same || method != null && method.startsWith("__")) {
            seen.anomaly(
                    "model/skops-method",
                    "a method of " + Quoted.of(module + "." + name) + " is taken from "
                            + Quoted.of(held.text("__module__") + "." + held.text("__class__")) + ": "
                            + Quoted.of(String.valueOf(method)),
                    node);
        }
    }
}
