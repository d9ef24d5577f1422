namespace Coffer.Contracts.Tests.Schema;

/// <summary>
/// One field in a form that schema, model and reference share: lists add <c>[]</c> to the path of what they hold, maps <c>{}</c>.
/// </summary>
internal sealed record Field(string Path, string Type, bool Required, string Rules)
{
    public override string ToString() => $"{Path} {Type}{(Required ? "!" : "")} {Rules}".TrimEnd();
}
