using Coffer.Templates.Numbers;

namespace Coffer.Templates.Execution;

/// <summary>Errors of a rendering, with the place in front as Go words it.</summary>
internal static class ExecutionError
{
    private const string Redacted = "<redacted>";

    /// <summary>An error that shows nothing but types and names of the template.</summary>
    public static TemplateExecutionException At(Call call, string message) => At(call, message, message, TemplateLimit.None);

    /// <summary>An error whose rest may show values.</summary>
    public static TemplateExecutionException Showing(Call call, string message, string rest) =>
        At(call, message + rest, message + Redacted, TemplateLimit.None);

    public static TemplateExecutionException OfLimit(Call call, TemplateLimit limit, string message) => At(call, message, message, limit);

    private static TemplateExecutionException At(Call call, string message, string safe, TemplateLimit limit)
    {
        var place = call.At is { } node
            ? $"template: {call.Template.Locate(node)}: executing {Quoting.Quote(call.Template.Name)} at <{node}>: "
            : $"template: {call.Template.Name}: ";
        return new TemplateExecutionException(place + message, place + safe, limit);
    }
}
