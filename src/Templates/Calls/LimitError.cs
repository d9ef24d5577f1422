namespace Coffer.Templates.Calls;

/// <summary>A rendering wanted more than its limits allow. The executor adds where.</summary>
internal sealed class LimitError(TemplateLimit limit, string message) : Exception(message)
{
    public TemplateLimit Limit { get; } = limit;

    public static LimitError Output(TemplateLimits limits) =>
        new(TemplateLimit.Output, $"exceeded the limit of {limits.OutputBytes} bytes");
}
