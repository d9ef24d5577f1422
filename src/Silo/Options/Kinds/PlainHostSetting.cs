namespace Coffer.Silo.Options.Kinds;

/// <summary>A host that is asked over plain HTTP, with a port where it is another than 80.</summary>
internal sealed class PlainHostSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<Uri>(key, flag, variables)
{
    public override Uri Read(string text, ICollection<string> faults)
    {
        if (Uri.TryCreate($"http://{text}", UriKind.Absolute, out var url) && EndpointSetting.IsBare(url) && !text.EndsWith('/'))
        {
            return url;
        }

        faults.Add("is not a host; write a name or an address, with :port where it is another than 80");
        return Default;
    }

    protected override string Written(Uri value) => value.Authority;
}
