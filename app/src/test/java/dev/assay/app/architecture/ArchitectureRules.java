package dev.assay.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * The rules of the house that bytecode shows, for the packages under a root: {@code dev.assay}, or {@code planted}, whose
 * classes break each rule once. A rule is listed with the planted class that it must report.
 */
final class ArchitectureRules {
    record Rule(String name, String planted, ArchRule check) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ArchitectureRules() {}

    static List<Rule> under(String root) {
        String engine = root + ".engine..";
        String detectors = root + ".detectors..";
        String connectors = root + ".connectors..";
        String app = root + ".app..";
        String bench = root + ".bench..";
        String main = root + ".app.cli.Main";
        return List.of(
                new Rule(
                        "the engine needs the JDK, JSpecify and a YAML reader, nothing else",
                        "engine.ImportsThirdParty",
                        classes()
                                .that()
                                .resideInAPackage(engine)
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        engine, "java..", "javax..", "org.jspecify..", "org.snakeyaml.engine..")),
                new Rule(
                        "the engine imports nothing of ours",
                        "engine.ImportsDetector",
                        never(engine, detectors, connectors, app, bench)),
                new Rule(
                        "detectors import the engine only",
                        "detectors.first.ImportsConnector",
                        never(detectors, connectors, app, bench)),
                new Rule(
                        "folders under detectors never import one another",
                        "detectors.first.ImportsOtherFolder",
                        slices().matching(root + ".detectors.(*)..").should().notDependOnEachOther()),
                new Rule(
                        "folders under detectors do not import what registers them",
                        "detectors.first.ImportsRegistration",
                        noClasses()
                                .that()
                                .resideInAPackage(root + ".detectors.*..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(root + ".detectors")),
                new Rule(
                        "connectors import the engine only",
                        "connectors.ImportsDetector",
                        never(connectors, detectors, app, bench)),
                new Rule(
                        "connectors never import one another, but what they share of the network",
                        "connectors.first.ImportsOtherConnector",
                        slices().matching(root + ".connectors.(*)..")
                                .should()
                                .notDependOnEachOther()
                                .ignoreDependency(alwaysTrue(), resideInAPackage(root + ".connectors.remote.."))),
                new Rule(
                        "what connectors share imports none of them",
                        "connectors.remote.ImportsConnector",
                        noClasses()
                                .that()
                                .resideInAPackage(root + ".connectors.remote..")
                                .should()
                                .dependOnClassesThat(resideInAPackage(root + ".connectors..")
                                        .and(not(resideInAPackage(root + ".connectors.remote.."))))),
                new Rule("the app does not import bench", "app.ImportsBench", never(app, bench)),
                new Rule(
                        "no static field can be assigned again",
                        "engine.StaticCounter",
                        fields().that().areStatic().should().beFinal().allowEmptyShould(true)),
                new Rule(
                        "no static field holds what can change",
                        "engine.StaticRegistry",
                        fields().that().areStatic().should(holdNothingMutable()).allowEmptyShould(true)),
                new Rule(
                        "only Main ends the process",
                        "connectors.EndsProcess",
                        noClasses()
                                .that()
                                .doNotHaveFullyQualifiedName(main)
                                .should()
                                .callMethodWhere(calls("exit", System.class, Runtime.class)
                                        .or(calls("halt", Runtime.class)))),
                new Rule(
                        "nothing deserialises Java objects",
                        "detectors.second.Deserialises",
                        noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class)),
                new Rule(
                        "nothing maps a file: a file that is cut short under a mapping kills the JVM",
                        "engine.MapsFile",
                        noClasses()
                                .should()
                                .callMethodWhere(calls("map", FileChannel.class))
                                .orShould()
                                .dependOnClassesThat()
                                .areAssignableTo(MappedByteBuffer.class)),
                new Rule(
                        "no backtracking regular expression sees scanned bytes",
                        "detectors.second.UsesRegex",
                        noClasses()
                                .that()
                                .resideInAnyPackage(engine, detectors)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.util.regex..")),
                new Rule(
                        "nor one in String's disguise",
                        "detectors.second.UsesHiddenRegex",
                        noClasses()
                                .that()
                                .resideInAnyPackage(engine, detectors)
                                .should()
                                .callMethodWhere(calls("matches", String.class)
                                        .or(calls("replaceAll", String.class))
                                        .or(calls("replaceFirst", String.class))
                                        .or(calls("split", String.class)))),
                new Rule(
                        "nothing interrupts a thread: that closes the channel it reads",
                        "connectors.Interrupts",
                        noClasses()
                                .should()
                                .callMethodWhere(calls("interrupt", Thread.class)
                                        .or(calls("shutdownNow", ExecutorService.class)))),
                new Rule(
                        "no reflection in the engine",
                        "engine.Reflects",
                        noClasses()
                                .that()
                                .resideInAPackage(engine)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.lang.reflect..")
                                .orShould()
                                .callMethodWhere(calls("forName", Class.class))));
    }

    private static ArchRule never(String importer, String... imported) {
        return noClasses().that().resideInAPackage(importer).should().dependOnClassesThat(resideInAnyPackage(imported));
    }

    private static DescribedPredicate<JavaCall<?>> calls(String method, Class<?>... owners) {
        return describe(
                method + "() of " + owners[0].getSimpleName(),
                call -> call.getTarget().getName().equals(method)
                        && List.of(owners).stream().anyMatch(call.getTarget().getOwner()::isAssignableTo));
    }

    /** Interfaces such as List may hold an immutable value, arrays are the tables of the hot loops: both are for the reviewer. */
    private static ArchCondition<JavaField> holdNothingMutable() {
        Set<String> immutable = Set.of("java.util.concurrent.TimeUnit");
        return new ArchCondition<>("hold nothing mutable") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass type = field.getRawType();
                boolean collection = !type.isInterface()
                        && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
                boolean concurrent = type.getPackageName().startsWith("java.util.concurrent")
                        && !immutable.contains(type.getFullName());
                boolean other = type.isAssignableTo(ThreadLocal.class)
                        || type.isAssignableTo(StringBuilder.class)
                        || type.isAssignableTo(java.util.BitSet.class);
                if (!field.getModifiers().contains(JavaModifier.SYNTHETIC) && (collection || concurrent || other)) {
                    events.add(SimpleConditionEvent.violated(
                            field, field.getFullName() + " is a static " + type.getSimpleName()));
                }
            }
        };
    }
}
