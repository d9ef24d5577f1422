namespace Coffer.Silo.Options;

/// <summary>Settings that belong together.</summary>
/// <param name="Heading">What the documentation calls them.</param>
/// <param name="Settings">They themselves, in the order of the help text.</param>
internal sealed record SettingSection(string Heading, IReadOnlyList<Setting> Settings);
