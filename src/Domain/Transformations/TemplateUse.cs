namespace Coffer.Domain.Transformations;

/// <summary>What becomes of a template's output.</summary>
public enum TemplateUse
{
    /// <summary>Nothing: other templates call it.</summary>
    Source,

    /// <summary>It is the value of one key.</summary>
    Key,

    /// <summary>It is a JSON object whose members are keys.</summary>
    Map,
}
