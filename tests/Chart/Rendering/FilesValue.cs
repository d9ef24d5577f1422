using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>Helm's <c>.Files</c>: the chart's files besides its templates. A file that is not there is empty.</summary>
internal sealed class FilesValue(IReadOnlyDictionary<string, string> files) : NativeValue
{
    private static readonly GoType Files = new("engine.files", Kind.Map)
    {
        MethodSource = () => [new Function(
            "Get", [GoTypes.String], GoTypes.String, args => ((FilesValue)args.Receiver!).Get(args.Text(0)))],
    };

    public override string Text => "files";

    public override GoType Type => Files;

    public override bool IsSame(NativeValue other) => ReferenceEquals(this, other);

    public override string ToJson() => throw new NotSupportedException();

    private StringValue Get(string name) => StringValue.Of(ByteText.FromUtf16(files.GetValueOrDefault(ByteText.ToUtf16(name)) ?? ""));
}
