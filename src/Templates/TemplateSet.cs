using System.Collections.Frozen;
using Coffer.Templates.Builtins;
using Coffer.Templates.Calls;
using Coffer.Templates.Execution;
using Coffer.Templates.Functions;
using Coffer.Templates.Numbers;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates;

/// <summary>
/// Parsed templates that can call each other, in the language of Go's <c>text/template</c> with its functions and Sprig's. Parse once,
/// render as often as needed: a set never changes and any number of threads may use it.
/// </summary>
public sealed class TemplateSet
{
    /// <summary>
    /// The text is kept for the places in error texts, and its parts once more in the nodes; two bytes a character each, and the text
    /// as it was given beside them.
    /// </summary>
    private const int BytesOfCharacter = 6;

    private static readonly FrozenDictionary<string, Function> AllFunctions = Functions();
    private readonly IReadOnlyDictionary<string, Template> _templates;

    private TemplateSet(IReadOnlyDictionary<string, Template> templates, long nodes, long estimatedBytes) =>
        (_templates, Nodes, EstimatedBytes) = (templates, nodes, estimatedBytes);

    /// <summary>How many nodes it has, see <see cref="TemplateLimits.Nodes"/>.</summary>
    public long Nodes { get; }

    /// <summary>About what the set takes in memory, in bytes; for whoever keeps many.</summary>
    public long EstimatedBytes { get; }

    /// <summary>
    /// Parses templates in the given order, however large; one that is not empty replaces an earlier one of the same name.
    /// </summary>
    /// <param name="sources">The templates; names need not differ.</param>
    /// <exception cref="TemplateParseException">One of them is not well-formed; the first ends it.</exception>
    public static TemplateSet Parse(IEnumerable<TemplateSource> sources) =>
        Parse(sources, new NodeCount(long.MaxValue), static (_, fault) => throw fault)!;

    /// <summary>
    /// Parses templates of somebody who is not trusted, in the given order; one that is not empty replaces an earlier one of the same name.
    /// </summary>
    /// <param name="sources">The templates; names need not differ.</param>
    /// <param name="limits">Bounds their text and nodes.</param>
    /// <param name="fault">Gets each template that is not well-formed; one beyond a limit is the last.</param>
    /// <returns>The set; null when there was a fault.</returns>
    public static TemplateSet? Parse(
        IReadOnlyCollection<TemplateSource> sources, TemplateLimits limits, Action<TemplateSource, TemplateParseException> fault)
    {
        var length = sources.Sum(static source => (long)source.Name.Length + source.Text.Length);
        if (length > limits.TextLength)
        {
            fault(sources.First(), new TemplateParseException(
                $"the templates have {length} characters together and {limits.TextLength} at most are parsed", TemplateLimit.Text));
            return null;
        }

        return Parse(sources, new NodeCount(limits.Nodes), fault);
    }

    /// <summary>Parses one template, however large.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="TemplateParseException">It is not well-formed.</exception>
    public static TemplateSet Parse(string name, string text) => Parse([new TemplateSource(name, text)]);

    private static TemplateSet? Parse(
        IEnumerable<TemplateSource> sources, NodeCount nodes, Action<TemplateSource, TemplateParseException> fault)
    {
        var (templates, length, isSound) = (new Dictionary<string, Template>(StringComparer.Ordinal), 0L, true);
        foreach (var source in sources)
        {
            try
            {
                length += source.Text.Length;
                Add(templates, Parser.Parse(ByteText.FromUtf16(source.Name), ByteText.FromUtf16(source.Text), AllFunctions, nodes));
            }
            catch (TemplateParseException bad)
            {
                isSound = false;
                fault(source, bad);
                if (bad.Limit != TemplateLimit.None)
                {
                    break;
                }
            }
        }

        return isSound ? new TemplateSet(templates, nodes.Nodes, nodes.Bytes + (BytesOfCharacter * length)) : null;
    }

    private static void Add(Dictionary<string, Template> templates, IEnumerable<Template> parsed)
    {
        foreach (var template in parsed)
        {
            if (!templates.ContainsKey(template.Name) || !template.Root.IsEmpty)
            {
                templates[template.Name] = template;
            }
        }
    }

    /// <summary>Renders a template. On error there is no output at all.</summary>
    /// <param name="name">Which template.</param>
    /// <param name="input">What it sees; templates may change it.</param>
    /// <param name="limits">What the rendering may use.</param>
    /// <param name="clock">The time for the time limit and for the functions that ask how long ago something was.</param>
    /// <returns>The output, bytes that are usually UTF-8.</returns>
    /// <exception cref="TemplateExecutionException">The template failed or wanted more than the limits allow.</exception>
    public byte[] Render(string name, TemplateInput input, TemplateLimits limits, TimeProvider clock) =>
        Render(name, input, limits, clock, out _);

    /// <summary>Renders a template. On error there is no output at all.</summary>
    /// <param name="name">Which template.</param>
    /// <param name="input">What it sees; templates may change it.</param>
    /// <param name="limits">What the rendering may use.</param>
    /// <param name="clock">The time for the time limit and for the functions that ask how long ago something was.</param>
    /// <param name="remarks">What is no error in Go and most likely one of the template, such as the decoding of what is no base64: at most
    /// eight, with template, line, column and function, never a value.</param>
    /// <returns>The output, bytes that are usually UTF-8.</returns>
    /// <exception cref="TemplateExecutionException">The template failed or wanted more than the limits allow.</exception>
    public byte[] Render(string name, TemplateInput input, TemplateLimits limits, TimeProvider clock, out IReadOnlyList<string> remarks)
    {
        var wanted = ByteText.FromUtf16(name);
        if (!_templates.TryGetValue(wanted, out var template))
        {
            var message = $"template: no template {Quoting.Quote(wanted)} in this set";
            throw new TemplateExecutionException(message, message, TemplateLimit.None);
        }

        var budget = new Budget(limits, clock);
        remarks = budget.Remarks.Told;
        return Executor.Render(_templates, template, input.Root, budget);
    }

    private static FrozenDictionary<string, Function> Functions()
    {
        var functions = new Dictionary<string, Function>(BuiltinSet.ByName);
        foreach (var (name, function) in FunctionSet.ByName)
        {
            functions[name] = function;
        }

        return functions.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
