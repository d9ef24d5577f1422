using System.Text;
using System.Text.Json;

namespace Coffer.Templates.Bench;

/// <summary>A template as people write them, and a secret for it.</summary>
internal sealed class Workload(string text, byte[] secret)
{
    private const string Name = "team/app/key";

    /// <summary>The workloads by name.</summary>
    public static readonly IReadOnlyDictionary<string, Workload> All = new Dictionary<string, Workload>
    {
        ["DSN"] = new(
            """postgres://{{ get .Secrets "username" }}:{{ get .Secrets "password" | urlquery }}@{{ .Secrets.host }}:{{ .Secrets.port }}/{{ .Secrets.database | default "app" }}?sslmode=require""",
            """{"username":"app","password":"p@ss/w0rd&more","host":"db.example.org","port":5432,"database":"orders"}"""u8.ToArray()),
        ["properties of 50 keys"] = new(
            """
            # generated
            {{- range $key, $value := .Secrets }}
            {{ $key | replace "_" "." | lower }}={{ $value | toString | replace "\\" "\\\\" | replace "\n" "\\n" }}
            {{- end }}

            """,
            JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 50)
                .ToDictionary(number => $"APP_SETTING_{number:00}", number => $"value of setting {number} with \\ and more"))),
        ["patterns over 50 keys"] = new(
            """
            {{- range $key, $value := .Secrets }}
            {{- if regexMatch "^APP_[A-Z]+_[0-9]{2}$" $key }}
            {{ regexReplaceAll "([A-Z]+)_([0-9]+)$" $key "${1}.$2" }}={{ if semverCompare ">=1.2.0, <3.0.0" $value }}{{ $value }}{{ end }}
            {{- end }}
            {{- end }}

            """,
            JsonSerializer.SerializeToUtf8Bytes(
                Enumerable.Range(0, 50).ToDictionary(number => $"APP_SETTING_{number:00}", number => $"{number % 5}.{number}.0"))),
        ["docker config"] = new(
            """{"auths":{ {{- $auth := printf "%s:%s" .Secrets.username .Secrets.password | b64enc -}} {{ .Secrets.registry | quote }}:{"username":{{ .Secrets.username | quote }},"password":{{ .Secrets.password | quote }},"email":{{ get .Secrets "email" | default "none@example.org" | quote }},"auth":{{ $auth | quote }}}}}""",
            """{"registry":"registry.example.org","username":"robot$app","password":"hunter2hunter2hunter2"}"""u8.ToArray()),
    };

    /// <summary>Parses.</summary>
    public TemplateSet Parse() => TemplateSet.Parse(Name, text);

    /// <summary>Renders.</summary>
    public byte[] Render(TemplateSet set) =>
        set.Render(Name, TemplateInput.Create(secret, default, default, null, null), TemplateLimits.Default, TimeProvider.System);

    /// <summary>The output, to look at.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Render(Parse()));
}
