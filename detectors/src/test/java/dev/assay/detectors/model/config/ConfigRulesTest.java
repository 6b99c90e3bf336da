package dev.assay.detectors.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRulesTest {
    static final String[] PREFIXES = {
        "model/config",
        "model/hf-",
        "model/torchserve-",
        "model/mlflow-",
        "model/skops-",
        "model/yaml-",
        "model/artifact-",
        "model/oci-",
        "model/spacy-",
        "model/orbax-",
        "model/zarr-"
    };

    private static RecordedReport scan(String example) {
        ConfigSamples.Sample sample = ConfigSamples.sample(example);
        return new TestScan(AllDetectors.ALL).run(sample.name(), sample.bytes());
    }

    private static List<Finding> findings(String example, String rule) {
        return scan(example).findings().stream()
                .filter(finding -> finding.ruleId().equals(rule))
                .toList();
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : ConfigSamples.rules(PREFIXES)) {
            for (String example : rule.match()) {
                assertThat(scan(example).ruleIds()).as(example).contains(rule.id());
            }
            for (String example : rule.silent()) {
                assertThat(scan(example).ruleIds()).as(example).doesNotContain(rule.id());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "os.system|critical",
                "subprocess.Popen|critical",
                "builtins.eval|critical",
                "pickle.loads|critical",
                "os.popen|critical",
                "shutil.rmtree|high",
            })
    void whatATargetCallsIsJudgedByTheListsOfCallables(String callable, String severity) {
        String example =
                "model_config.yaml: model:\n  layers:\n  - a:\n      _target_: " + callable + "\n      b: pwned\n";
        List<Finding> found = findings(example, "model/configured-callable");
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().severity()).isGreaterThanOrEqualTo(Severity.of(severity));
        assertThat(found.getFirst().evidence())
                .containsEntry("callable", callable)
                .containsEntry("arguments", "'pwned'");
        assertThat(found.getFirst().location().offsetBytes())
                .isEqualTo(example.indexOf(callable) - example.indexOf(": ") - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.yaml: _target_: &t os.system\nb: {_target_: *t}\n",
                "a.yaml: _target_: nemo.utils.os.system\n",
                "a.yaml: _target_: os.path.os.path.os.path.os.path.os.path.os.path.os.path.os.path.os.path.os.system\n",
                "a.yaml: x: 1\n---\n_target_: os.system\n",
                "a.yaml: {_target_: hydra.utils.get_method, path: os.system}\n",
                "a.json: {\"a\": [{\"_target_\": \"os.system\"}]}",
                "a.json: {\"target\": \"os.system\", \"params\": {\"command\": \"id\"}}",
                "a.yaml: model:\n  class_path: os.system\n  init_args: {command: id}\n",
                "a.yaml: a: !!python/object/apply:os.system [id]\n",
                "a.yaml: a: !!python/object/new:subprocess.Popen [id]\n",
                "a.yaml: a: !!python/name:os.system\n",
                "a.yaml: a: !!python/module:subprocess\n",
                "a.yaml: ? !!python/object/apply:os.system [id]\n: b\n",
                "a.yaml: a: !!python/object/apply:os.system [id]\nb: [\n",
                "a.skops!schema.json: {\"__class__\": \"system\", \"__module__\": \"os\", \"__loader__\": \"FunctionNode\"}",
                "a.ini: [x]\n_target_ = os.system\n",
                "a.cfg: [x.y]\n_target_ : os.system\n",
                "a.conf: [x]\nlist = [1,\n  {\"_target_\": \"os.system\"}]\n",
                "a.toml: [[x]]\n_target_ = 'os.system'\n",
                "a.toml: class_path = \"os.system\"\ninit_args = { command = \"id\" }\n",
                "a.yaml: m: os\nb: {_target_: '${m}.system'}\n",
                "a.yaml: m: [{n: '${o}'}]\no: os.system\nb: {_target_: '${m[0].n}'}\n",
                "a.yaml: {_target_: hydra.utils.get_method, path: '${p}', p: os.system}\n",
                "hparams: a: {_target_: os.system}\n",
                "a.yaml.bak: !!python/object/apply:os.system [id]\n",
                "modules.json: [{\"type\": \"subprocess.Popen\"}]",
                "model_index.json: {\"x\": [\"subprocess\", \"Popen\"]}",
                "MLmodel: flavors: {python_function: {loader_module: os}}\n",
            })
    void dangerousNamesAreFoundWhereverTheyAreLookedUp(String example) {
        List<Finding> found = findings(example, "model/configured-callable");
        assertThat(found).as(example).isNotEmpty();
        assertThat(found.getFirst().severity()).isGreaterThanOrEqualTo(Severity.HIGH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model_config.yaml: a: {_target_: nemo.collections.asr.models.EncDecCTCModel}\n",
                "a.yaml: {_target_: torch.optim.AdamW, lr: 0.1}\n",
                "a.yaml: {_target_: custom_module.eval_function}\n",
                "a.yaml: {_target_: my.package.build, _partial_: true}\n",
                "a.yaml: {_target_: pytorch_lightning.Trainer}\n",
                "hydra.yaml: {launcher: {_target_: hydra._internal.core_plugins.basic_launcher.BasicLauncher}}\n",
                "a.yaml: {_target_: my.utils.pickle.Foo}\n",
                "a.yaml: {_target_: code.models.Net}\n",
                "a.yaml: {_target_: hydra.utils.get_method, path: my.package.loss}\n",
                "a.yaml: {target: ldm.models.diffusion.ddpm.LatentDiffusion, params: {}}\n",
                "a.yaml: {target: os.system}\n",
                "a.yaml: # _target_: os.system\n",
                "a.yaml: {{ helm }}: {% template %}\n",
                "README.md: _target_: os.system\n",
                "notes: Write _target_: os.system there.\n",
                "a.ini: [x]\ntarget = os.system\n; _target_ = os.system\n",
                "a.toml: # _target_ = \"os.system\"\nx = 1\n",
                "pyproject.toml: [project.scripts]\na = \"os.system\"\n",
                "setup.cfg: [options]\ninstall_requires =\n  a>=1\n  b\n",
                "yolo.cfg: [net]\nbatch=1\n[convolutional]\nfilters=32\n",
                "a.json: {\"a\": NaN, \"b\": 1,}",
                "a.json: no JSON",
            })
    void honestConfigurationsAreSilent(String example) {
        assertThat(scan(example).inOrder()).as(example).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datasets.load_dataset",
                "torch.load",
                "logging.FileHandler",
                "pandas.read_csv",
                "timm.create_model"
            })
    void whatConfigurationsAreForIsAtMostLow(String callable) {
        assertThat(findings("a.yaml: {_target_: " + callable + "}\n", "model/configured-callable"))
                .allMatch(finding -> finding.severity() == Severity.LOW)
                .isNotEmpty();
    }

    @Test
    void aFaultOfTheParserIsAGap() {
        assertThat(scan("MLmodel: !<tag:%> a\n").gaps()).extracting("kind").containsExactly(GapKind.MALFORMED);
    }

    @Test
    void codeThatIsNamedAndNotThereIsAGap() {
        byte[] config = "{\"auto_map\": {\"AutoModel\": \"modeling_x.X\", \"AutoConfig\": \"configuration_x.C\"}}"
                .getBytes(StandardCharsets.UTF_8);
        MemoryConnector memory = new MemoryConnector()
                .file("m/config.json", config)
                .file("m/modeling_x.py", "import torch\n".getBytes(StandardCharsets.UTF_8));
        RecordedReport report = new TestScan(AllDetectors.ALL).run(memory);
        assertThat(report.gaps()).hasSize(1);
        assertThat(report.gaps().getFirst().reason()).contains("configuration_x.py");
        assertThat(report.gaps().getFirst().kind()).isEqualTo(GapKind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json: {\"a\": ",
                "MLmodel: a: [\n",
                "x.mar!MAR-INF/MANIFEST.json: {",
                "a.json: {\"_target_\": "
            })
    void whatALoaderReadsAndCannotBeReadIsAGap(String example) {
        assertThat(scan(example).gaps()).extracting("kind").contains(GapKind.MALFORMED);
    }

    @Test
    void deepNestingIsAGapWhereALoaderReadsIt() {
        assertThat(scan("config.json: " + "[".repeat(100_000)).gaps())
                .extracting("kind")
                .containsExactly(GapKind.MALFORMED);
        assertThat(scan("MLmodel: " + "[".repeat(100_000)).gaps())
                .extracting("kind")
                .containsExactly(GapKind.MALFORMED);
    }

    /** Every one of them is told, though an object may be nothing but targets. */
    @Test
    void anObjectOfManyTargetsHasEachOfThem() {
        StringBuilder json = new StringBuilder("x.json: {");
        for (int i = 0; i < 100_000; i++) {
            json.append("\"_target_\": \"m").append(i).append(".f\", ");
        }
        json.append("\"_target_\": \"os.system\", \"command\": \"id\"}");
        List<Finding> found = findings(json.toString(), "model/configured-callable");
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().toString()).doesNotContain("'os.system', ");
    }
}
