import random, pytest, collections
from articles.bundle.reading import BundleError
from articles.models import *
from tests.articles.bundle import bundles
pytestmark = pytest.mark.django_db
JUNK=[None,"",0,-1,5,1.5,True,False,"x","[@","[@one]",[],{},[None],[1],["a","a"],{"a":1},[{}],[[]],"9"*60,"\ud800","a\x00b","2024-13-01",1e400 if False else 10**40, {"_x":1}, "é"*400, "-"]
def paths(v,p=()):
    yield p
    if isinstance(v,dict):
        for k in v: yield from paths(v[k],p+(k,))
    elif isinstance(v,list):
        for i,e in enumerate(v): yield from paths(e,p+(i,))
def get(b,p):
    for s in p: b=b[s]
    return b
@pytest.mark.parametrize("seed", range(100,112))
def test_fuzz(seed, tmp_path):
    bundles.lay_out_maximal(tmp_path)
    rnd=random.Random(seed)
    c=collections.Counter()
    import json
    from django.db import transaction
    from articles.bundle.loading import load_bundle
    from articles.bundle.reading import read_bundle
    for n in range(150):
        b=bundles.maximal() if n%2 else bundles.small()
        muts=[]
        for _ in range(rnd.choice([1,1,2,4])):
            ps=[p for p in paths(b) if p]
            p=rnd.choice(ps)
            try: holder=get(b,p[:-1])
            except Exception: continue
            r=rnd.random()
            if r<.15 and isinstance(holder,dict): holder.pop(p[-1],None); muts.append((p,"del"))
            elif r<.3 and isinstance(holder,list): holder.append(holder[p[-1]]); muts.append((p,"dup"))
            elif r<.4 and isinstance(holder,dict):
                k=rnd.choice(list(holder)); holder[p[-1]],holder[k]=holder[k],holder[p[-1]]; muts.append((p,"swap",k))
            else:
                j=rnd.choice(JUNK); holder[p[-1]]=j; muts.append((p,j))
        raw=json.dumps(b).encode()
        try:
            im=load_bundle(read_bundle(raw), folder=tmp_path)
            c["ok"]+=1
            held=bundles.exported(im.article)
            again=load_bundle(read_bundle(raw), folder=tmp_path)
            assert (again.created,again.updated)==({},{}),(muts,again.created,again.updated)
            again=load_bundle(read_bundle(json.dumps(held).encode()), folder=tmp_path)
            assert again.created=={} and set(again.updated)<={"Article"},("reimport",muts,again.created,again.updated)
            assert bundles.exported(again.article)==held, ("reexport", muts)
        except BundleError as e:
            c["refused"]+=1
            if "database refuses" in str(e): print("DB", muts, str(e)[:300]); c["db"]+=1
        except AssertionError: raise
        except Exception as e:
            print("BUG", muts, repr(e)); raise
    print(c)
