namespace Coffer.Domain.Transformations;

/// <summary>A template of a set, wherever it was declared.</summary>
/// <param name="Use">What becomes of its output.</param>
/// <param name="Key">Key of the Secret; empty unless it fills one.</param>
/// <param name="Name">Name in the set; other templates call it so.</param>
/// <param name="Text">Its text.</param>
/// <param name="Origin">Object and field that it stands in, for messages.</param>
public sealed record CollectedTemplate(TemplateUse Use, string Key, string Name, string Text, string Origin)
{
    /// <summary>What templates are sorted by, as the reference does: of two with the same key the later one's output counts.</summary>
    public string Order => $"{Key}0{Name}";
}
