"""A study of ClinicalTrials.gov read as a trial: whole values, and a remark for all that is left out."""

import pytest

from articles.registry_import.ctgov import StudyError, essential, read_study

from .studies import cepheus, measure, study

VRD = ["bortezomib", "lenalidomide", "dexamethasone"]
OLD, NEW = "bortezomib-lenalidomide-and", "daratumumab-plus-vrd-d-vrd"


def said(study_read) -> list[str]:
    return [f"{remark.where}: {remark.message}" if remark.where else remark.message for remark in study_read.remarks]


def test_whole_study_becomes_a_trial():
    read = read_study(cepheus())

    assert read.number == "NCT03652064"
    assert read.trial == {
        "slug": "cepheus",
        "acronym": "CEPHEUS",
        "ids": [
            {"registry": "NCT", "value": "NCT03652064", "role": "primary"},
            {"registry": "other", "value": "54767414MMY3019", "role": "sponsor"},
            {"registry": "EudraCT", "value": "2018-001545-13"},
        ],
        "phases": ["PHASE3"],
        "design": "open-label randomized parallel-group",
        "condition": "Multiple Myeloma",
        "n_enrolled": 395,
        "question": "The study asks whether daratumumab added to VRd makes more participants MRD negative (at <10^-5) than VRd alone.",
        "arms": [
            {
                "key": OLD, "label": "Bortezomib, Lenalidomide and Dexamethasone (VRd)", "type": "ACTIVE_COMPARATOR", "n": 198,
                "regimen": VRD,
            },
            {
                "key": NEW, "label": "Daratumumab Plus VRd (D-VRd)", "type": "EXPERIMENTAL", "n": 197,
                "regimen": [*VRD, "daratumumab"],
            },
        ],
        "endpoints": [
            {
                "key": "overall-mrd-negativity-rate", "measure": "Overall MRD Negativity Rate", "type": "PRIMARY",
                "definition": "At 10^-5, with complete response or better.", "time_frame": "Up to 5 years",
            },
            {
                "key": "progression-free-survival-pfs", "measure": "Progression-Free Survival (PFS)", "type": "SECONDARY",
                "time_frame": "Up to 5 years",
            },
            {
                "key": "overall-survival-os", "measure": "Overall Survival (OS)", "type": "SECONDARY",
                "time_frame": "Up to 8 years",
            },
        ],
        "analyses": [{"key": "ctgov", "label": "ClinicalTrials.gov, posted 2025-05-22"}],
        "results": [
            {
                "key": "ctgov-overall-mrd-negativity-rate", "analysis": "ctgov", "endpoint": "overall-mrd-negativity-rate",
                "values": [
                    {"arm": OLD, "value": "39.4", "unit": "%", "n": 198},
                    {"arm": NEW, "value": "60.9", "unit": "%", "n": 197},
                ],
                "comparison": {
                    "measure": "OR", "value": "2.37", "ci_pct": "95", "ci_lower": "1.58", "ci_upper": "3.55", "p_op": "<",
                    "p_value": "0.0001", "test": "Cochran-Mantel-Haenszel",
                },
            },
            {
                "key": "ctgov-progression-free-survival-pfs-54-months", "analysis": "ctgov",
                "endpoint": "progression-free-survival-pfs", "time_point": "54 months",
                "values": [{"arm": OLD, "value": "49.5", "unit": "%"}, {"arm": NEW, "value": "68.1", "unit": "%"}],
                "comparison": {
                    "measure": "HR", "value": "0.57", "ci_pct": "95", "ci_lower": "0.41", "ci_upper": "0.79", "p_op": "=",
                    "p_value": "0.0005", "test": "Stratified Log Rank", "stratified": True,
                },
            },
        ],
    }  # fmt: skip
    assert said(read) == [
        "designInfo.primaryPurpose: The purpose “treatment” has no place in a trial here.",
        "briefSummary: Only the first sentence of the summary was taken, as the question.",
        "participantFlow: Of the flow of participants only the numbers who started were taken.",
        "Overall Survival (OS): The result is not posted yet.",
        "Left out, because a trial here has no place for it: briefTitle, statusModule, sponsorCollaboratorsModule, "
        "eligibilityModule, adverseEventsModule.",
    ]


def test_what_goes_through_the_form_reads_the_same():
    assert read_study(essential(cepheus())) == read_study(cepheus())


def test_the_one_study_of_a_search_is_read():
    assert read_study({"studies": [study()]}).trial["acronym"] == "ALPHA"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "This is no study of ClinicalTrials.gov: it has no protocolSection."),
        ({"FullStudiesResponse": {}}, "This is no study of ClinicalTrials.gov: it has no protocolSection."),
        ({"protocolSection": []}, "This is no study of ClinicalTrials.gov: it has no protocolSection."),
        ({"studies": [{}, {}]}, "The file holds 2 studies. Save the one study that is meant."),
        ({"protocolSection": {}}, "The study's nctId is wrong. The registry number is empty."),
        (
            study(identificationModule={"nctId": "NCTO0000001"}),
            "The study's nctId is wrong. NCTO0000001 has the letter O",
        ),
    ],
)
def test_other_data_get_a_sentence(data, sentence):
    with pytest.raises(StudyError) as error:
        read_study(data)

    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    "module",
    [
        "identificationModule",
        "designModule",
        "armsInterventionsModule",
        "outcomesModule",
        "conditionsModule",
        "descriptionModule",
    ],
)
@pytest.mark.parametrize("value", [None, [], "x", 7, {"armGroups": 3, "phases": [1, None], "primaryOutcomes": ["x"]}])
def test_a_module_of_another_shape_breaks_nothing(module, value):
    data = study(**{module: value})
    data["protocolSection"].setdefault("identificationModule", {})
    if module == "identificationModule":
        data["protocolSection"][module] = {"nctId": "NCT00000001", "secondaryIdInfos": value, "orgStudyIdInfo": value}

    assert read_study(data).number == "NCT00000001"


@pytest.mark.parametrize(
    ("info", "number"),
    [
        ({"id": "2018-001545-13", "type": "EUDRACT_NUMBER"}, {"registry": "EudraCT", "value": "2018-001545-13"}),
        ({"id": "2022-500001-26-00", "type": "CTIS"}, {"registry": "EUCT", "value": "2022-500001-26-00"}),
        ({"id": "2022-500001-26-00", "type": "OTHER"}, {"registry": "EUCT", "value": "2022-500001-26-00"}),
        ({"id": "isrctn 10081873", "type": "REGISTRY"}, {"registry": "ISRCTN", "value": "ISRCTN10081873"}),
        ({"id": "DRKS00005115"}, {"registry": "DRKS", "value": "DRKS00005115"}),
        ({"id": "U01 CA1", "type": "NIH"}, {"registry": "other", "value": "U01CA1", "role": "nih"}),
        ({"id": "X-1", "type": "OTHER", "domain": "Acme"}, {"registry": "other", "value": "X-1", "role": "Acme"}),
        ({"id": "2018-1545-13", "type": "EUDRACT_NUMBER"}, {"registry": "other", "value": "2018-1545-13", "role": "eudract number"}),
    ],
)  # fmt: skip
def test_further_number_goes_under_its_registry(info, number):
    module = {"nctId": "NCT00000001", "acronym": "A", "secondaryIdInfos": [info]}

    assert read_study(study(identificationModule=module)).trial["ids"][1:] == [number]


@pytest.mark.parametrize(
    ("module", "held"),
    [
        (
            {"designInfo": {"maskingInfo": {"masking": "DOUBLE"}, "allocation": "RANDOMIZED"}},
            {"design": "double-blind randomized"},
        ),
        (
            {"studyType": "OBSERVATIONAL", "designInfo": {"observationalModel": "COHORT"}},
            {"design": "observational cohort"},
        ),
        ({"phases": ["PHASE1", "PHASE2"]}, {"phases": ["PHASE1", "PHASE2"]}),
        ({"enrollmentInfo": {"count": 40, "type": "ESTIMATED"}}, {"n_enrolled": 40, "n_note": "planned number"}),
    ],
)
def test_design_in_words(module, held):
    trial = read_study(study(designModule=module)).trial

    assert {name: trial.get(name) for name in ("phases", "design", "n_enrolled", "n_note") if name in trial} == held


def test_long_text_is_cut_and_told_whole():
    long = "Percentage of " + "participants " * 20
    read = read_study(study(outcomesModule={"primaryOutcomes": [{"measure": long, "timeFrame": "Week 1"}]}))

    measured = read.trial["endpoints"][0]["measure"]
    assert (len(measured) <= 160, measured[-13:]) == (True, "participants…")
    assert f"primaryOutcomes.measure: Cut to 160 characters. The registry says: {long.strip()}" in said(read)


def test_results_of_an_outcome_with_a_long_name_belong_to_it():
    long = "Percentage of " + "participants " * 20
    read = read_study(
        study(outcomesModule={"primaryOutcomes": [{"measure": long}]}, results=[measure(title=long), measure()])
    )

    assert [endpoint["measure"][:13] for endpoint in read.trial["endpoints"]] == ["Percentage of", "Score"]
    assert [result["endpoint"] for result in read.trial["results"]] == [one["key"] for one in read.trial["endpoints"]]


def test_outcomes_in_other_scripts_are_told_apart():
    read = read_study(study(results=[measure(title="总生存期"), measure(title="疼痛"), measure(title="总生存期")]))

    assert [result["endpoint"] for result in read.trial["results"]] == ["endpoint", "endpoint-2", "endpoint"]


def test_same_measure_twice_has_two_keys():
    outcomes = {
        "primaryOutcomes": [{"measure": "Pain"}],
        "secondaryOutcomes": [{"measure": "Pain"}, {"measure": "疼痛"}],
    }

    read = read_study(study(outcomesModule=outcomes))

    assert [endpoint["key"] for endpoint in read.trial["endpoints"]] == ["pain", "pain-2", "endpoint"]


def test_title_stands_in_for_an_acronym():
    read = read_study(study(identificationModule={"nctId": "NCT00000001", "briefTitle": "A Study of N"}))

    assert (read.trial["acronym"], read.trial["slug"]) == ("A Study of N", "a-study-of-n")
    assert said(read)[0].startswith("acronym: The study has no acronym")


def test_groups_that_are_no_arms_leave_a_remark():
    one = measure(groups=[{"id": "OG000", "title": "Somebody"}, {"id": "OG001", "title": "Old"}])

    read = read_study(study(results=[one]))

    assert read.trial["results"][0]["values"] == [{"arm": "old", "value": "2", "unit": "points", "param_type": "mean"}]
    assert "Score: 1: the group OG000 is none of the arms." in said(read)
