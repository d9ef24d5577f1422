using System.Security.Cryptography;
using System.Text;
using Coffer.Templates;
using Coffer.Templates.Builtins;
using Coffer.Templates.Calls;
using Coffer.Templates.Execution;
using Coffer.Templates.Functions;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>Go's templates with Sprig's functions and those that Helm adds, among them the two that render templates.</summary>
internal sealed class Engine
{
    private readonly Dictionary<string, Function> _functions;
    private readonly Dictionary<string, Template> _templates;

    public Engine(IEnumerable<TemplateSource> sources)
    {
        _functions = BuiltinSet.ByName.Values.Concat(FunctionSet.ByName.Values).Concat(Helms()).GroupBy(function => function.Name)
            .ToDictionary(group => group.Key, group => group.Last());
        _templates = sources.SelectMany(source => Parse(source.Name, source.Text)).ToDictionary(template => template.Name);
    }

    /// <summary>Helm takes the words that Go prints for a missing value away.</summary>
    public string Render(string name, Value? dot) =>
        Encoding.UTF8.GetString(Run(_templates, _templates[name], dot)).Replace("<no value>", "", StringComparison.Ordinal);

    private static byte[] Run(IReadOnlyDictionary<string, Template> templates, Template template, Value? dot) =>
        Executor.Render(templates, template, dot, new Budget(TemplateLimits.Default, TimeProvider.System));

    private IReadOnlyCollection<Template> Parse(string name, string text) =>
        Parser.Parse(ByteText.FromUtf16(name), ByteText.FromUtf16(text), _functions, new NodeCount(long.MaxValue));

    private IEnumerable<Function> Helms() =>
    [
        new("include", [T.String, T.Any], T.String, args => Include(args.Text(0), args[1])),
        new("tpl", [T.String, T.Any], T.String, args => Template(args.Text(0), args[1])),
        new("required", [T.String, T.Any], T.Any,
            args => args[1] is null or StringValue { Text.Length: 0 } ? throw new FunctionError(args.Text(0)) : args[1]),
        new("fail", [T.String], T.String, args => throw new FunctionError(args.Text(0))),
        // Without a cluster to ask, as in helm template.
        new("lookup", [T.String, T.String, T.String, T.String], T.MapOfAny, _ => MapValue.OfAny()),
        new("toYaml", [T.Any], T.String, args => StringValue.Of(ByteText.FromUtf16(YamlText.Write(HelmValues.ToJson(args[0]))))),
        new("fromYaml", [T.String], T.MapOfAny, args => HelmValues.Of(Support.Yaml.Object(ByteText.ToUtf16(args.Text(0))))),
        new("sha256sum", [T.String], T.String,
            args => StringValue.Of(Convert.ToHexStringLower(SHA256.HashData(ByteText.ToBytes(args.Text(0)))))),
    ];

    private StringValue Include(string name, Value? dot) => _templates.TryGetValue(name, out var template)
        ? StringValue.Of(ByteText.FromBytes(Run(_templates, template, dot)))
        : throw new FunctionError($"no template {name}");

    private StringValue Template(string text, Value? dot)
    {
        var templates = new Dictionary<string, Template>(_templates);
        foreach (var template in Parser.Parse("tpl", text, _functions, new NodeCount(long.MaxValue)))
        {
            templates[template.Name] = template;
        }

        return StringValue.Of(ByteText.FromBytes(Run(templates, templates["tpl"], dot)));
    }
}
