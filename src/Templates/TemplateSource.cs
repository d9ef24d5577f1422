namespace Coffer.Templates;

/// <summary>A template as people write it.</summary>
/// <param name="Name">By which it is rendered and called, and which errors name.</param>
/// <param name="Text">Its text; it may define further templates.</param>
public sealed record TemplateSource(string Name, string Text);
