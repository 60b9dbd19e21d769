"""Jobs: one at a time, followed, cancelled, limited; uploads that stay in their folder."""

from __future__ import annotations

import io
import os
import threading
import time
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage

from index.errors import BadQuery, Busy, Refused, ReportNotFound
from search.model import AddReport, Progress
from web.jobs import Job, Jobs, State
from web.uploads import safe_name, sweep, take


@pytest.fixture
def jobs():
    jobs = Jobs(kept=3, waiting=2)
    yield jobs
    jobs.close()


def wait(jobs: Jobs, job: Job) -> Job:
    end = time.monotonic() + 10
    while not jobs.job(job.id).over:
        assert time.monotonic() < end
        time.sleep(0.005)
    return jobs.job(job.id)


def nothing() -> None:
    """Clean up nothing."""


def test_a_job_tells_how_far_it_is_and_ends_with_its_result(jobs):
    def work(tell, stopped):
        tell(Progress(1, 2, 30, 0.5, "述职报告.docx"))
        return AddReport()

    job = wait(jobs, jobs.start(("述职报告.docx", "总结.txt"), work, after=nothing))
    assert job.state is State.DONE
    assert job.progress.done == 1
    assert job.seen == {"述职报告.docx"}
    assert job.result == AddReport()


def test_a_job_that_fails_keeps_the_error(jobs):
    def work(tell, stopped):
        raise Busy("busy", host="办公室", process=7, since="2026-11-20")

    job = wait(jobs, jobs.start(("a.txt",), work, after=nothing))
    assert (job.state, job.error.key) == (State.FAILED, "busy")


def test_an_unexpected_failure_ends_that_job_and_no_other(jobs):
    broken = jobs.start(("a.txt",), lambda tell, stopped: 1 / 0, after=nothing)
    fine = jobs.start(("b.txt",), lambda tell, stopped: AddReport(), after=nothing)
    assert wait(jobs, broken).error.key == "unexpected"
    assert wait(jobs, fine).state is State.DONE


def test_jobs_run_one_after_the_other_and_can_be_cancelled(jobs):
    gate = threading.Event()
    cleaned = []

    def work(tell, stopped):
        gate.wait(10)
        return AddReport()

    first = jobs.start(("a.txt",), work, after=lambda: cleaned.append("a"))
    second = jobs.start(("b.txt",), work, after=lambda: cleaned.append("b"))
    jobs.cancel(first.id)
    jobs.cancel(second.id)
    assert jobs.job(first.id).stopping
    gate.set()
    assert wait(jobs, first).state is State.CANCELLED
    assert wait(jobs, second).state is State.CANCELLED
    jobs.close()
    assert cleaned == ["a", "b"]


def test_too_many_waiting_jobs_are_refused(jobs):
    gate = threading.Event()
    for _ in range(2):
        jobs.start(("a.txt",), lambda tell, stopped: gate.wait(10) and AddReport(), after=nothing)
    with pytest.raises(Refused) as caught:
        jobs.start(("b.txt",), lambda tell, stopped: AddReport(), after=nothing)
    assert caught.value.key == "too_many_jobs"
    gate.set()


def test_only_so_many_finished_jobs_are_remembered(jobs):
    ids = []
    for number in range(6):
        job = jobs.start((f"{number}.txt",), lambda tell, stopped: AddReport(), after=nothing)
        wait(jobs, job)
        ids.append(job.id)
    assert len(jobs.all()) == 3
    with pytest.raises(ReportNotFound):
        jobs.job(ids[0])


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("述职报告.docx", "述职报告.docx"),
        ("2023/城投集团/述职报告.docx", "2023/城投集团/述职报告.docx"),
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\C:\\报告.txt", "C_/报告.txt"),
        ("/绝对/路径.txt", "绝对/路径.txt"),
        ("aux.txt", "_aux.txt"),
        ('a<b>"c|d?.txt', "a_b__c_d_.txt"),
        ("....//....", "file"),
        ("报告.docx. . ", "报告.docx"),
        ("", "file"),
    ],
)
def test_names_are_made_harmless(given_name, kept):
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_no_name_leads_out_of_its_folder_or_is_too_long(name):
    safe = PurePosixPath(safe_name(name))
    assert not safe.is_absolute()
    assert ".." not in safe.parts
    assert all(0 < len(part.encode("utf-8", "replace")) <= 255 for part in safe.parts)
    assert not set(str(safe)) & set('\\:*?"<>|\0\n')


def upload(*names: str) -> list[FileStorage]:
    return [FileStorage(io.BytesIO(name.encode()), name, "files") for name in names]


def test_uploaded_files_reach_the_library_with_their_folders(library):
    jobs = Jobs()
    files = upload("2023/城投集团/述职报告.docx", "../../总结.txt", "总结.txt", "总结.txt")
    job = take(files, library, jobs)
    assert wait(jobs, job).state is State.DONE
    assert sorted(library.got) == [
        "2023/城投集团/述职报告.docx", "总结(2).txt", "总结(3).txt", "总结.txt",
    ]  # fmt: skip
    jobs.close()
    assert not list((library.home / "uploads").iterdir())


def test_one_name_may_be_a_file_and_a_folder(library):
    jobs = Jobs()
    job = take(upload("报送", "报送/总结.txt"), library, jobs)
    assert wait(jobs, job).state is State.DONE
    assert sorted(library.got) == ["报送", "报送_/总结.txt"]
    jobs.close()


def test_only_old_leftovers_are_swept_away(tmp_path):
    old, new = tmp_path / "uploads" / "old", tmp_path / "uploads" / "new"
    for place in (old, new):
        place.mkdir(parents=True)
    os.utime(old, (0, 0))
    sweep(tmp_path)
    assert not old.exists()
    assert new.exists()


def test_an_upload_without_files_is_refused(library):
    with pytest.raises(BadQuery) as caught:
        take(upload(""), library, Jobs())
    assert caught.value.key == "no_files"
    assert not (library.home / "uploads").exists()
